extension Tokenizer {
  /// The tokens of many lines, which may be cut on several threads.
  ///
  /// - Parameters:
  ///   - lines: The texts.
  ///   - threadCount: How many threads work, at least 1; the result is the same for any number.
  /// - Returns: The tokens of each line, as ``tokenize(_:)`` gives them.
  public func tokenize(lines: [String], threadCount: Int = 1) -> [[TokenID]] {
    guard let encoder = engine as? BytePairEncoder else { return lines.map(tokenize) }
    return ParallelEncoder(encoder, threadCount: threadCount).tokens(of: lines)
  }
}
