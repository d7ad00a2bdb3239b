/// A stretch of a run, in the unit that it is counted in.
package struct TrainingSpan: Sendable, Equatable, Codable {
  /// What progress is counted in.
  package enum Unit: String, Sendable, Codable, CaseIterable {
    case updates
    /// Target tokens, sentence ends included.
    case targetTokens
    case epochs
  }

  package var amount: Double
  package var unit: Unit

  package init(_ amount: Double, _ unit: Unit = .updates) {
    self.amount = amount
    self.unit = unit
  }
}

/// How far a run is after an update, in every unit.
package struct TrainingPosition: Sendable, Equatable {
  /// Counted from 1.
  package var update: Int
  package var targetTokens: Int
  /// Passes over the corpus, the current one in part.
  package var epochs: Double

  package init(update: Int, targetTokens: Int = 0, epochs: Double = 0) {
    self.update = update
    self.targetTokens = targetTokens
    self.epochs = epochs
  }

  func amount(in unit: TrainingSpan.Unit) -> Double {
    switch unit {
    case .updates: Double(update)
    case .targetTokens: Double(targetTokens)
    case .epochs: epochs
    }
  }
}
