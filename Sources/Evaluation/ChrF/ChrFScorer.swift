/// Finds the statistics of segments for ``ChrF``, one after the other.
public struct ChrFScorer: UTF8Scorer {
  private let options: ChrFOptions
  private let formula: ChrFFormula
  private var buffer = WordBuffer()
  private var words = WordTable()
  private var characterNGrams: NGramTable
  private var wordNGrams: NGramTable
  private var hypothesis = ChrFLine()
  private var reference = ChrFLine()
  private var matchCounts: [Int]

  init(_ metric: ChrF) {
    options = metric.options
    formula = metric.formula
    characterNGrams = NGramTable(maximumOrder: options.characterOrder)
    wordNGrams = NGramTable(maximumOrder: options.wordOrder)
    matchCounts = Array(repeating: 0, count: max(options.characterOrder, options.wordOrder))
  }

  mutating func appendRow<Text: Collection<UInt8>>(
    of hypothesis: Text, _ references: some RandomAccessCollection<Text>, to rows: inout [Double]
  ) {
    buffer.removeAll()
    buffer.append(hypothesis, options, into: &self.hypothesis)
    if references.count == 1, let reference = references.first {
      appendCounts(reference, to: &rows)
    } else {
      appendBestCounts(references, to: &rows)
    }
  }

  /// Of several references the first counts that gives the best score.
  private mutating func appendBestCounts(
    _ references: some Collection<some Collection<UInt8>>, to rows: inout [Double]
  ) {
    var bestScore = -1.0
    var (row, bestRow): ([Double], [Double]) = ([], [])
    for reference in references {
      row.removeAll(keepingCapacity: true)
      appendCounts(reference, to: &row)
      let score = formula.score(of: row[...]) ?? 0
      if score > bestScore {
        bestScore = score
        swap(&row, &bestRow)
      }
    }
    rows += bestRow
  }

  private mutating func appendCounts(
    _ text: some Collection<UInt8>, to rows: inout [Double]
  ) {
    buffer.append(text, options, into: &reference)
    characterNGrams.removeAll()
    characterNGrams.add(reference.characters, count: reference.characterCount)
    characterNGrams.takeMatches(
      of: hypothesis.characters, count: hypothesis.characterCount, into: &matchCounts)
    appendRow(
      options.characterOrder, hypothesis.characterCount, reference.characterCount, to: &rows)
    guard options.wordOrder > 0 else { return }
    words.removeAll()
    words.number(reference.wordExtent, of: buffer, into: &reference.words)
    words.find(hypothesis.wordExtent, of: buffer, into: &hypothesis.words)
    wordNGrams.removeAll()
    wordNGrams.add(reference.words, count: reference.words.count)
    wordNGrams.takeMatches(
      of: hypothesis.words, count: hypothesis.words.count, into: &matchCounts)
    appendRow(options.wordOrder, hypothesis.words.count, reference.words.count, to: &rows)
  }

  /// Appends for each order the n-grams of the hypothesis, those of the reference, and the matches.
  ///
  /// The hypothesis' are 0 where the reference has none of that order.
  private func appendRow(
    _ maximumOrder: Int, _ hypothesisCount: Int, _ referenceCount: Int, to rows: inout [Double]
  ) {
    for order in 0..<maximumOrder {
      rows.append(referenceCount > order ? Double(max(0, hypothesisCount - order)) : 0)
      rows.append(Double(max(0, referenceCount - order)))
      rows.append(Double(matchCounts[order]))
    }
  }
}
