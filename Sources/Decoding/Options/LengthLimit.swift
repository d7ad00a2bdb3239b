/// How many tokens a hypothesis may or must have, the end of sentence aside.
public struct LengthLimit: Sendable, Equatable {
  /// The tokens for each token of the source.
  public let sourceFactor: Double
  /// The tokens besides.
  public let addend: Int
  /// The most tokens, however long the source is; `nil` where only the source counts.
  public let ceiling: Int?

  /// As long as the source and some tokens more: with 50 the limit of the transformer's paper.
  ///
  /// - Parameter addend: The tokens beyond the source's length.
  /// - Returns: The limit.
  public static func sourcePlus(_ addend: Int) -> LengthLimit {
    sourceTimes(1, plus: addend)
  }

  /// A multiple of the source's length: fairseq's `--max-len-a` and `--max-len-b`.
  ///
  /// - Parameters:
  ///   - factor: The tokens for each token of the source.
  ///   - addend: The tokens besides.
  /// - Returns: The limit.
  public static func sourceTimes(_ factor: Double, plus addend: Int = 0) -> LengthLimit {
    precondition(factor >= 0 && factor.isFinite, "A length limit of \(factor) times the source.")
    return LengthLimit(sourceFactor: factor, addend: addend, ceiling: nil)
  }

  /// The same for every source: CTranslate2's `max_decoding_length` and `min_decoding_length`.
  ///
  /// - Parameter length: The tokens.
  /// - Returns: The limit.
  public static func fixed(_ length: Int) -> LengthLimit {
    sourceTimes(0, plus: length)
  }

  /// This limit, or a number of tokens where that is less.
  ///
  /// - Parameter ceiling: The number of tokens.
  /// - Returns: The limit.
  public func atMost(_ ceiling: Int) -> LengthLimit {
    LengthLimit(
      sourceFactor: sourceFactor, addend: addend, ceiling: min(ceiling, self.ceiling ?? ceiling))
  }

  /// The number of tokens for a source.
  ///
  /// - Parameter sourceLength: The source's tokens, the end of sentence aside.
  /// - Returns: The limit, at least 0; fractions are dropped.
  package func maximumLength(sourceLength: Int) -> Int {
    let length = Int(sourceFactor * Double(sourceLength)) + addend
    return max(0, min(length, ceiling ?? length))
  }
}
