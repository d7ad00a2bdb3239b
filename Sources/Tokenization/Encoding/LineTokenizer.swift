/// Tokenises line after line on one thread, faster than one line at a time.
///
/// It remembers what it met, which changes how long a line takes and nothing else.
public struct LineTokenizer {
  private let tokenizer: Tokenizer
  private var encoder: LineEncoder?

  /// Makes one that has met nothing yet.
  public init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    encoder = (tokenizer.engine as? BytePairEncoder).map { LineEncoder($0, isCached: true) }
  }

  /// The tokens of a line, as the tokenizer gives them.
  public mutating func tokenize(_ line: String) -> [TokenID] {
    guard encoder != nil else { return tokenizer.tokenize(line) }
    var tokens: [TokenID] = []
    encoder?.append(line, to: &tokens)
    return tokens
  }
}
