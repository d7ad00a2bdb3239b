/// The tokens of all hypotheses of a sentence, common beginnings stored once.
///
/// A trie of backward links: a hypothesis is the node of its last token.
struct TokenHistory {
  /// The hypothesis without tokens.
  static let root = -1

  private var parents: [Int] = []
  private var tokens: [Int32] = []

  /// Adds a token to a hypothesis, which stays usable itself.
  mutating func append(_ token: Int32, to hypothesis: Int) -> Int {
    parents.append(hypothesis)
    tokens.append(token)
    return parents.count - 1
  }

  /// The tokens of a hypothesis, first to last.
  func tokens(of hypothesis: Int) -> [Int32] {
    var result: [Int32] = []
    var node = hypothesis
    while node != Self.root {
      result.append(tokens[node])
      node = parents[node]
    }
    result.reverse()
    return result
  }
}
