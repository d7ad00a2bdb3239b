extension Metric {
  /// The score of a corpus.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: One or more right translations of the whole corpus, each as long as
  ///     `hypotheses`.
  /// - Returns: The score with all its parts.
  public func score(hypotheses: [String], references: [[String]]) -> Score {
    score(statistics(hypotheses: hypotheses, references: References(references)))
  }

  /// The score of a corpus whose segments may differ in their number of references.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: The right translations of as many segments.
  /// - Returns: The score with all its parts.
  public func score(hypotheses: [String], references: References) -> Score {
    score(statistics(hypotheses: hypotheses, references: references))
  }

  /// The score of segments whose statistics are known.
  ///
  /// - Parameter statistics: The rows of the segments.
  /// - Returns: The score with all its parts.
  public func score(_ statistics: SegmentStatistics) -> Score {
    score(of: statistics.sum)
  }

  /// The score of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  /// - Returns: The score with all its parts.
  public func sentenceScore(hypothesis: String, references: [String]) -> Score {
    score(of: row(hypothesis: hypothesis, references: references))
  }

  /// The statistics of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  /// - Returns: A row of ``statisticCount`` numbers.
  public func row(hypothesis: String, references: [String]) -> [Double] {
    var row: [Double] = []
    var scorer = makeScorer()
    scorer.append(hypothesis: hypothesis, references: references, to: &row)
    return row
  }

  /// The statistics of each segment of a corpus, or of a part of it.
  ///
  /// Parts that different threads have counted are put together with
  /// ``SegmentStatistics/append(_:)``.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: The right translations of as many segments.
  ///   - segments: The part of the corpus, nil for all of it.
  /// - Returns: A row for each segment of the part, in order.
  public func statistics(
    hypotheses: [String], references: References, in segments: Range<Int>? = nil
  ) -> SegmentStatistics {
    precondition(
      references.segmentCount == hypotheses.count,
      "References for \(references.segmentCount) segments, but \(hypotheses.count) hypotheses.")
    var scorer = makeScorer()
    var statistics = SegmentStatistics(columnCount: statisticCount)
    for index in segments ?? hypotheses.indices {
      statistics.append(
        hypothesis: hypotheses[index], references: references[index], using: &scorer)
    }
    return statistics
  }

  /// The settings in sacreBLEU's notation, to be published with the score.
  ///
  /// - Parameters:
  ///   - referenceCount: The references of each segment, or nil where segments differ.
  ///   - context: What was scored, and how often it was resampled.
  /// - Returns: A signature that equals sacreBLEU's for the same settings.
  public func signature(
    referenceCount: Int?, context: SignatureContext = SignatureContext()
  ) -> Signature {
    Signature(referenceCount: referenceCount, context: context, settings: settings)
  }

  /// The same as the score of any other sum.
  ///
  /// - Parameter sum: The sum of the chosen rows.
  /// - Returns: The score alone.
  public func shuffledScore(of sum: [Double]) -> Double { score(of: sum).value }
}
