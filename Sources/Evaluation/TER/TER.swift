/// The metric TER, translation edit rate (Snover et al., 2006), number for number as sacreBLEU 2.6.0
/// computes it.
///
///     TER = 100 · edits / words of the references
///
/// An edit inserts, deletes or replaces a word, or shifts a series of words to another place. The
/// least number of edits is not sought but approached, as by the program Tercom: of the shifts the
/// one that saves most is done until none saves any. Of several references the one counts that needs
/// the fewest edits, and their mean length.
///
/// Less is better; a score can exceed 100.
public struct TER: Metric {
  /// The settings.
  public let options: TEROptions

  /// A metric with the given settings.
  ///
  /// - Parameter options: The settings; sacreBLEU's defaults where not given.
  public init(_ options: TEROptions = TEROptions()) {
    self.options = options
  }

  /// The metric's name as it is printed.
  public var name: String { "TER" }

  /// The number of edits, and the mean length of the references.
  public var statisticCount: Int { 2 }

  /// A scorer with tables of its own: one for each thread.
  public func makeScorer() -> TERScorer { TERScorer(self) }

  /// The score that statistics amount to.
  ///
  /// - Parameter sum: The row of a segment, or the sum of many rows.
  /// - Returns: The score with all its parts.
  public func score(of sum: [Double]) -> TERScore {
    TERScore(editCount: Int(sum[0]), referenceLength: sum[1], value: Self.rate(sum[0], sum[1]))
  }

  /// The score of a bootstrap resample.
  ///
  /// - Parameter sum: The sum of the drawn rows, added up in single precision.
  /// - Returns: A score in single precision, except where the references are empty.
  public func resampledScore(of sum: [Float]) -> ResampledScore {
    let rate = Self.rate(sum[0], sum[1])
    return sum[1] > 0 ? ResampledScore(rate) : ResampledScore(Double(rate))
  }

  /// The settings in sacreBLEU's notation, in the order of its signature.
  public var settings: [Signature.Field] {
    [
      .init("case", "c", options.isCaseSensitive ? "mixed" : "lc"),
      .init("tok", "t", "tercom"),
      .init("norm", "nr", options.isNormalized ? "yes" : "no"),
      .init("punct", "pn", options.removesPunctuation ? "no" : "yes"),
      .init("asian", "as", options.supportsAsianScripts ? "yes" : "no"),
    ]
  }

  /// The words of a hypothesis as TER compares them.
  ///
  /// - Parameter line: Text without a line end.
  /// - Returns: The words in their order.
  public func words(in line: String) -> [String] {
    var buffer = WordBuffer()
    let words = buffer.append(line.utf8, options, options.splitter)
    return buffer.texts(words)
  }

  /// Edits in percent of words, 100 where there are no words to compare with.
  private static func rate<Number: BinaryFloatingPoint>(
    _ editCount: Number, _ referenceLength: Number
  ) -> Number {
    if referenceLength > 0 { return 100 * (editCount / referenceLength) }
    return editCount > 0 ? 100 : 0
  }
}
