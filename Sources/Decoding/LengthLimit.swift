/// How many tokens a hypothesis may have, the end of sentence aside.
public struct LengthLimit: Sendable, Equatable {
  /// The tokens allowed for each token of the source.
  public let sourceFactor: Double
  /// The tokens allowed besides.
  public let addend: Int

  /// As long as the source and some tokens more: with 50 the limit of the transformer's paper.
  ///
  /// - Parameter addend: The tokens allowed beyond the source's length.
  /// - Returns: The limit.
  public static func sourcePlus(_ addend: Int) -> LengthLimit {
    sourceTimes(1, plus: addend)
  }

  /// A multiple of the source's length: fairseq's `--max-len-a` and `--max-len-b`.
  ///
  /// - Parameters:
  ///   - factor: The tokens allowed for each token of the source.
  ///   - addend: The tokens allowed besides.
  /// - Returns: The limit.
  public static func sourceTimes(_ factor: Double, plus addend: Int = 0) -> LengthLimit {
    precondition(factor >= 0 && factor.isFinite, "A length limit of \(factor) times the source.")
    return LengthLimit(sourceFactor: factor, addend: addend)
  }

  /// The same for every source: CTranslate2's `max_decoding_length`.
  ///
  /// - Parameter length: The tokens allowed.
  /// - Returns: The limit.
  public static func fixed(_ length: Int) -> LengthLimit {
    sourceTimes(0, plus: length)
  }

  /// The most tokens of a hypothesis.
  ///
  /// - Parameter sourceLength: The source's tokens, the end of sentence aside.
  /// - Returns: The limit, at least 0; fractions are dropped.
  package func maximumLength(sourceLength: Int) -> Int {
    max(0, Int(sourceFactor * Double(sourceLength)) + addend)
  }
}
