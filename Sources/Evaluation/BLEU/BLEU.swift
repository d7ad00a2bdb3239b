/// The metric BLEU (Papineni et al., 2002), number for number as sacreBLEU 2.6.0 computes it.
///
/// ```swift
/// let bleu = BLEU()
/// let score = bleu.corpusScore(
///   hypotheses: ["The cat sat."], references: [["The cat sat down."], ["A cat was sitting."]])
/// print(score.report(bleu.signature(referenceCount: 2)).text())
/// ```
///
/// A corpus' score is not the mean of its sentences' scores: add up the ``BLEUStatistics`` of the
/// segments and score the sum.
public struct BLEU: Sendable {
  /// The settings.
  public let options: BLEUOptions
  private let splitter: WordSplitter

  /// A metric with the given settings.
  ///
  /// - Parameter options: The settings; sacreBLEU's defaults where not given.
  public init(_ options: BLEUOptions = BLEUOptions()) {
    self.options = options
    splitter = WordSplitter(options.tokenizer)
  }

  /// What BLEU has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  /// - Returns: Statistics to be added to those of other segments.
  public func statistics(hypothesis: String, references: [String]) -> BLEUStatistics {
    precondition(!references.isEmpty, "A segment without a reference.")
    let texts = NumberedText.numbering(
      ([hypothesis] + references).map(prepared), splitBy: splitter)
    return BLEUStatistics(
      hypothesis: texts[0], references: Array(texts[1...]), maximumOrder: options.maximumOrder)
  }

  /// The score that statistics amount to.
  ///
  /// - Parameter statistics: Those of a segment, or the sum of many.
  /// - Returns: The score with all its parts.
  public func score(_ statistics: BLEUStatistics) -> BLEUScore {
    BLEUScore(
      statistics, smoothing: options.smoothing, usesEffectiveOrder: options.usesEffectiveOrder)
  }

  /// The score of a corpus.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: One or more right translations of the whole corpus, each as long as
  ///     `hypotheses`.
  /// - Returns: The score with all its parts.
  public func corpusScore(hypotheses: [String], references: [[String]]) -> BLEUScore {
    for (index, reference) in references.enumerated() {
      precondition(
        reference.count == hypotheses.count,
        "Reference \(index) has \(reference.count) segments for \(hypotheses.count) hypotheses.")
    }
    var sum = BLEUStatistics(maximumOrder: options.maximumOrder)
    for (index, hypothesis) in hypotheses.enumerated() {
      sum += statistics(hypothesis: hypothesis, references: references.map { $0[index] })
    }
    return score(sum)
  }

  /// The score of one sentence, which makes sense with ``BLEUOptions/usesEffectiveOrder`` only.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  /// - Returns: The score with all its parts.
  public func sentenceScore(hypothesis: String, references: [String]) -> BLEUScore {
    score(statistics(hypothesis: hypothesis, references: references))
  }

  private func prepared(_ line: String) -> [UInt8] {
    options.tokenizer.prepared(options.isLowercased ? pythonLowercased(line) : line)
  }
}
