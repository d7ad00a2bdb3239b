/// The tokens of all hypotheses of a sentence, common beginnings stored once.
///
/// A trie of backward links: a hypothesis is the node of its last token.
struct TokenHistory {
  /// The hypothesis without tokens.
  static let root: Int32 = -1

  private var parents: [Int32] = []
  private var tokens: [Int32] = []
  private var logProbabilities: [Float] = []

  /// Adds a token with its log-probability to a hypothesis, which stays usable itself.
  mutating func append(_ token: Int32, _ logProbability: Float, to hypothesis: Int32) -> Int32 {
    parents.append(hypothesis)
    tokens.append(token)
    logProbabilities.append(logProbability)
    return Int32(parents.count - 1)
  }

  /// The tokens of a hypothesis, first to last.
  func tokens(of hypothesis: Int32) -> [Int32] {
    var result: [Int32] = []
    copyTokens(of: hypothesis, to: &result)
    return result
  }

  /// Replaces the elements of an array with the tokens of a hypothesis.
  func copyTokens(of hypothesis: Int32, to result: inout [Int32]) {
    result.removeAll(keepingCapacity: true)
    var node = hypothesis
    while node != Self.root {
      result.append(tokens[Int(node)])
      node = parents[Int(node)]
    }
    result.reverse()
  }

  /// The log-probabilities of a hypothesis' tokens, first to last.
  func logProbabilities(of hypothesis: Int32) -> [Float] {
    var result: [Float] = []
    var node = hypothesis
    while node != Self.root {
      result.append(logProbabilities[Int(node)])
      node = parents[Int(node)]
    }
    result.reverse()
    return result
  }
}
