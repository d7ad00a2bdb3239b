/// A number that a validation measures.
package enum ReportedMetric: String, CaseIterable, Sendable {
  /// The names are those of Marian's `--valid-metrics`.
  case crossEntropy = "ce-mean-words"
  case perplexity
  case bleu

  /// The number of a validation, where it was measured.
  package func value(of record: MetricsRecord) -> Double? {
    switch self {
    case .crossEntropy: record.loss
    case .perplexity: record.perplexity
    case .bleu: record.bleu
    }
  }

  /// Whether a number is better than another.
  package func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .bleu ? value > other : value < other
  }
}

/// How a validation compares with those before it, by one metric.
package struct ValidationStanding: Sendable, Equatable {
  package var value: Double
  /// The best value before, none at the first validation.
  package var previousBest: Double?
  /// Validations since the best one, 0 where this is the best.
  package var stalledCount = 0

  /// Compares the last of some validations with the others; nil where it lacks the metric.
  package init?(_ metric: ReportedMetric, in validations: [MetricsRecord]) {
    guard let last = validations.last.flatMap(metric.value) else { return nil }
    value = last
    var best: Double?
    for value in validations.compactMap(metric.value) {
      previousBest = best
      let isBest = best.map { metric.isBetter(value, than: $0) } ?? true
      stalledCount = isBest ? 0 : stalledCount + 1
      best = isBest ? value : best
    }
  }
}
