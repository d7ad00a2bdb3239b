/// A BLEU score and the parts it is made of.
public struct BLEUScore: MetricScore, Equatable {
  /// The score, from 0 to 100.
  public let value: Double
  /// The precisions in percent, from order 1 on, after smoothing; all 0 where nothing matches.
  public let precisions: [Double]
  /// The factor for hypotheses shorter than their references, from 0 to 1.
  public let brevityPenalty: Double
  /// What the score was computed from.
  public let statistics: BLEUStatistics

  init(_ statistics: BLEUStatistics, _ options: BLEUOptions) {
    let formula = BLEUFormula(
      matchCounts: statistics.matchCounts.map { Double($0) },
      totalCounts: statistics.totalCounts.map { Double($0) },
      hypothesisLength: statistics.hypothesisLength, referenceLength: statistics.referenceLength)
    self.statistics = statistics
    brevityPenalty = formula.brevityPenalty
    let precisions = formula.precisions(options.smoothing)
    let missingCount = options.maximumOrder - precisions.count
    self.precisions = precisions + Array(repeating: 0, count: max(0, missingCount))
    value = formula.score(precisions, usesEffectiveOrder: options.usesEffectiveOrder)
  }

  /// The metric's name as it is printed.
  public var name: String { "BLEU" }

  /// The number of hypothesis words for each reference word, 0 without reference words.
  public var lengthRatio: Double {
    guard statistics.referenceLength != 0 else { return 0 }
    return Double(statistics.hypothesisLength) / Double(statistics.referenceLength)
  }

  /// The precisions, the penalty and the lengths.
  public var details: String {
    let precisionTexts = precisions.map { fixedPoint($0, decimalCount: 1) }
    return """
      \(precisionTexts.joined(separator: "/")) \
      (BP = \(fixedPoint(brevityPenalty, decimalCount: 3)) \
      ratio = \(fixedPoint(lengthRatio, decimalCount: 3)) \
      hyp_len = \(statistics.hypothesisLength) ref_len = \(statistics.referenceLength))
      """
  }
}
