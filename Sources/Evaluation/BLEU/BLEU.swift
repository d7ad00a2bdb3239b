/// The metric BLEU (Papineni et al., 2002), number for number as sacreBLEU 2.6.0 computes it.
///
/// With pₙ the part of the hypotheses' n-grams of n words that a reference has too, c the number of
/// words of the hypotheses and r that of the references (of several, the one nearest in length):
///
///     BLEU = 100 · min(1, e^(1 - r/c)) · (p₁ · p₂ · p₃ · p₄)^(1/4)
///
/// ```swift
/// let bleu = BLEU()
/// let score = bleu.score(
///   hypotheses: ["The cat sat."], references: [["The cat sat down."], ["A cat was sitting."]])
/// print(score.report(bleu.signature(referenceCount: 2)).text())
/// ```
public struct BLEU: Metric {
  /// The settings.
  public let options: BLEUOptions
  /// What splits lines into words instead of the tokenizer of the settings.
  public let externalTokenizer: ExternalTokenizer?

  /// A metric with the given settings.
  ///
  /// - Parameters:
  ///   - options: The settings; sacreBLEU's defaults where not given.
  ///   - externalTokenizer: What splits lines into words, if not one of ``BLEUTokenizer``.
  public init(
    _ options: BLEUOptions = BLEUOptions(), externalTokenizer: ExternalTokenizer? = nil
  ) {
    self.options = options
    self.externalTokenizer = externalTokenizer
  }

  /// The metric's name as it is printed.
  public var name: String { "BLEU" }

  /// Two lengths, and for each order the matches and the n-grams.
  public var statisticCount: Int { 2 + 2 * options.maximumOrder }

  /// A scorer with tables of its own: one for each thread.
  public func makeScorer() -> BLEUScorer { BLEUScorer(self) }

  /// The score that statistics amount to.
  ///
  /// - Parameter sum: The row of a segment, or the sum of many rows.
  /// - Returns: The score with all its parts.
  public func score(of sum: [Double]) -> BLEUScore {
    score(BLEUStatistics(row: sum))
  }

  /// The score that statistics amount to.
  ///
  /// - Parameter statistics: Those of a segment, or the sum of many.
  /// - Returns: The score with all its parts.
  public func score(_ statistics: BLEUStatistics) -> BLEUScore {
    BLEUScore(statistics, options)
  }

  /// What BLEU has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  /// - Returns: Statistics to be added to those of other segments.
  public func statistics(hypothesis: String, references: [String]) -> BLEUStatistics {
    BLEUStatistics(row: row(hypothesis: hypothesis, references: references))
  }

  /// The score of a corpus: another name of ``Metric/score(hypotheses:references:)``.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: One or more right translations of the whole corpus, each as long as
  ///     `hypotheses`.
  /// - Returns: The score with all its parts.
  public func corpusScore(hypotheses: [String], references: [[String]]) -> BLEUScore {
    score(hypotheses: hypotheses, references: references)
  }
}
