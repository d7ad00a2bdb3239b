/// What a validation measures.
package enum ValidationMetric: String, Sendable, CaseIterable {
  /// Cross-entropy per target token.
  case loss
  /// exp of the loss.
  case perplexity
  /// BLEU of greedy translations.
  case bleu

  /// The measurement such that more is better; nil where it was not made.
  fileprivate func score(of record: ValidationHistory.Record) -> Double? {
    switch self {
    case .loss, .perplexity: -record.loss
    case .bleu: record.bleu
    }
  }
}

/// Every validation of a run so far, in the order of the updates.
package struct ValidationHistory: Sendable, Equatable, Codable {
  /// One validation.
  package struct Record: Sendable, Equatable, Codable {
    package let update: Int
    package let loss: Double
    package let bleu: Double?

    package init(update: Int, loss: Double, bleu: Double?) {
      self.update = update
      self.loss = loss
      self.bleu = bleu
    }
  }

  package private(set) var records: [Record] = []

  package init() {}

  package mutating func append(_ record: Record) {
    records.append(record)
  }

  /// The updates whose models did best, the best one first; of equal ones the earlier.
  package func best(_ count: Int = .max, by metric: ValidationMetric) -> [Int] {
    let scored = records.compactMap { record in
      metric.score(of: record).map { (score: $0, update: record.update) }
    }
    let ordered = scored.sorted { ($0.score, $1.update) > ($1.score, $0.update) }
    return ordered.prefix(count).map(\.update)
  }

  /// The lowest loss.
  package var lowestLoss: Double? { records.map(\.loss).min() }

  /// How many validations there were since the best one.
  package func stalledCount(by metric: ValidationMetric) -> Int {
    guard let best = best(1, by: metric).first else { return 0 }
    return records.count { $0.update > best }
  }
}

/// When a run that gets no better ends.
package struct Patience: Sendable, Equatable {
  /// Which of several metrics must have stalled, as in Marian's `--early-stopping-on`.
  package enum Rule: String, Sendable, CaseIterable {
    case all
    case any
  }

  /// Validations without a better one.
  package var count: Int
  package var metrics: [ValidationMetric]
  package var rule: Rule

  package init(_ count: Int, metrics: [ValidationMetric] = [.loss], rule: Rule = .all) {
    precondition(count > 0 && !metrics.isEmpty, "a patience of \(count) with \(metrics)")
    self.count = count
    self.metrics = metrics
    self.rule = rule
  }

  /// Whether the run is to end.
  func isExhausted(by history: ValidationHistory) -> Bool {
    let areStalled = metrics.map { history.stalledCount(by: $0) >= count }
    return rule == .all ? !areStalled.contains(false) : areStalled.contains(true)
  }
}
