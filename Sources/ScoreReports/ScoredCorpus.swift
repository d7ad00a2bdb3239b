/// A corpus with its translations and what metrics say of them: all that a page shows.
package struct ScoredCorpus: Sendable {
  /// A metric that every system was scored with.
  package struct Metric: Sendable {
    /// Such as `chrF2`.
    package var name: String
    /// The settings in sacreBLEU's notation.
    package var signature: String
    /// False for error rates.
    package var isBetterHigher: Bool

    /// A metric.
    package init(name: String, signature: String, isBetterHigher: Bool) {
      self.name = name
      self.signature = signature
      self.isBetterHigher = isBetterHigher
    }
  }

  /// What a metric says of a whole system.
  package struct Score: Sendable {
    /// The score of the corpus.
    package var value: Double
    /// The parts of the score in words, or nothing.
    package var details = ""
    /// The mean over resampled corpora and half the width of the interval that holds 95 % of them.
    package var interval: (mean: Double, margin: Double)?
    /// How probable so large a difference from the first system is by chance.
    package var pValue: Double?

    /// A score.
    package init(
      value: Double, details: String = "", interval: (mean: Double, margin: Double)? = nil,
      pValue: Double? = nil
    ) {
      self.value = value
      self.details = details
      self.interval = interval
      self.pValue = pValue
    }
  }

  /// A system and its translations.
  package struct System: Sendable {
    /// What tables call it.
    package var name: String
    /// A score for each metric.
    package var scores: [Score]
    /// The translations, a sentence each.
    package var hypotheses: [String]
    /// The scores of single sentences, `[metric][sentence]`.
    package var sentenceScores: [[Double]]

    /// A system.
    package init(
      name: String, scores: [Score], hypotheses: [String], sentenceScores: [[Double]]
    ) {
      self.name = name
      self.scores = scores
      self.hypotheses = hypotheses
      self.sentenceScores = sentenceScores
    }
  }

  /// What the scores are of sentences whose first references are about as long.
  package struct LengthGroup: Sendable, Equatable {
    /// The lengths of the references, in words.
    package var lengths: ClosedRange<Int>
    /// How many sentences there are.
    package var sentenceCount: Int
    /// Their scores as a corpus, `[system][metric]`.
    package var scores: [[Double]]

    /// A group.
    package init(lengths: ClosedRange<Int>, sentenceCount: Int, scores: [[Double]]) {
      self.lengths = lengths
      self.sentenceCount = sentenceCount
      self.scores = scores
    }
  }

  /// What was translated, such as the name of the reference's file.
  package var title: String
  /// How p-values and intervals came about, or nothing.
  package var test = ""
  /// The metrics, at least one.
  package var metrics: [Metric]
  /// The systems, at least one; the others are compared with the first.
  package var systems: [System]
  /// The right translations, `[reference][sentence]`, each as long as the hypotheses.
  package var references: [[String]]
  /// The scores by length, or none.
  package var lengthGroups: [LengthGroup] = []

  /// A corpus.
  ///
  /// - Parameters:
  ///   - title: What was translated.
  ///   - metrics: At least one.
  ///   - systems: At least one, each with a score for each metric.
  ///   - references: At least one; all texts have the same number of sentences.
  package init(
    title: String, metrics: [Metric], systems: [System], references: [[String]]
  ) {
    precondition(!metrics.isEmpty && !systems.isEmpty && !references.isEmpty, "nothing to show")
    for system in systems {
      precondition(
        system.scores.count == metrics.count && system.sentenceScores.count == metrics.count,
        "\(system.scores.count) scores of \(metrics.count) metrics")
      precondition(
        references.allSatisfy { $0.count == system.hypotheses.count },
        "\(system.hypotheses.count) hypotheses for \(references.map(\.count)) references")
    }
    self.title = title
    self.metrics = metrics
    self.systems = systems
    self.references = references
  }

  /// How many sentences there are.
  package var sentenceCount: Int { references[0].count }
}

extension ScoredCorpus {
  /// How many words and marks a text has, as the page counts them.
  package static func wordCount(of text: String) -> Int { CutText(text).tokens.count }
}
