/// The metrics chrF (Popović, 2015) and chrF++ (Popović, 2017), number for number as sacreBLEU 2.6.0
/// computes them.
///
/// With P the part of the hypotheses' n-grams that the reference has too, R the part of the
/// reference's that the hypotheses have, each the mean of the orders:
///
///     chrF = 100 · (1 + β²) · P · R / (β² · P + R)
///
/// The n-grams are of 1 to 6 characters, and in chrF++ of 1 and 2 words as well. Of several
/// references the one counts that gives a segment its best score.
///
/// ```swift
/// let score = ChrF().score(hypotheses: ["The cat sat."], references: [["The cat sat down."]])
/// let plusPlus = ChrF(.plusPlus)
/// ```
public struct ChrF: Metric {
  /// The settings.
  public let options: ChrFOptions

  /// A metric with the given settings.
  ///
  /// - Parameter options: The settings; sacreBLEU's defaults where not given.
  public init(_ options: ChrFOptions = ChrFOptions()) {
    self.options = options
  }

  /// The metric's name as it is printed: with β, and a plus sign for each order of words.
  public var name: String {
    "chrF\(options.beta)" + String(repeating: "+", count: options.wordOrder)
  }

  /// For each order the n-grams of the hypotheses, those of the references, and the matches.
  public var statisticCount: Int { 3 * (options.characterOrder + options.wordOrder) }

  /// A scorer with tables of its own: one for each thread.
  public func makeScorer() -> ChrFScorer { ChrFScorer(self) }

  /// The score that statistics amount to.
  ///
  /// - Parameter sum: The row of a segment, or the sum of many rows.
  /// - Returns: The score.
  public func score(of sum: [Double]) -> ChrFScore {
    ChrFScore(name: name, value: formula.score(of: sum[...]) ?? 0)
  }

  /// The score of a bootstrap resample.
  ///
  /// - Parameter sum: The sum of the drawn rows, added up in single precision.
  /// - Returns: A score in single precision, except of segments without any n-gram.
  public func resampledScore(of sum: [Float]) -> ResampledScore {
    formula.score(of: sum[...]).map { ResampledScore($0) } ?? ResampledScore(0.0 as Double)
  }

  /// The settings in sacreBLEU's notation, in the order of its signature.
  public var settings: [Signature.Field] {
    [
      .init("case", "c", options.isLowercased ? "lc" : "mixed"),
      .init("eff", "e", options.usesEpsilonSmoothing ? "no" : "yes"),
      .init("nc", "nc", "\(options.characterOrder)"),
      .init("nw", "nw", "\(options.wordOrder)"),
      .init("space", "s", options.keepsWhitespace ? "yes" : "no"),
    ]
  }

  var formula: ChrFFormula { ChrFFormula(options) }
}
