/// The search for the translation of one sentence, a step at a time.
protocol SentenceSearch {
  /// The hypotheses to extend in the next step; none when the search is over.
  var rows: [DecoderRow] { get }

  /// Takes a step.
  ///
  /// - Parameters:
  ///   - logProbabilities: What may follow each of `rows`, `[rows, V]`.
  ///   - firstRow: The place of the first of `rows` in the scorer's call.
  mutating func advance(_ logProbabilities: Span<Float>, firstRow: Int)
}

extension NextTokenScorer {
  /// Takes searches to their ends: one call a step for all that are not over.
  ///
  /// No search sees another's numbers, so that none depends on the company it is in.
  mutating func finish(_ searches: inout [some SentenceSearch]) {
    while true {
      let rows = searches.flatMap(\.rows)
      if rows.isEmpty { return }
      let vocabularyCount = vocabularyCount
      extend(rows) { logProbabilities in
        precondition(
          logProbabilities.count == rows.count * vocabularyCount,
          "\(logProbabilities.count) log-probabilities for [\(rows.count), \(vocabularyCount)].")
        var firstRow = 0
        for index in searches.indices where !searches[index].rows.isEmpty {
          let ownRows = firstRow..<(firstRow + searches[index].rows.count)
          searches[index].advance(
            logProbabilities.extracting(ownRows.elements(columnCount: vocabularyCount)),
            firstRow: firstRow)
          firstRow = ownRows.upperBound
        }
      }
    }
  }
}

extension Range<Int> {
  /// Where these rows lie in a matrix that is stored row by row.
  func elements(columnCount: Int) -> Range<Int> {
    (lowerBound * columnCount)..<(upperBound * columnCount)
  }
}
