/// Finds the statistics of segments for ``TER``, one after the other.
public struct TERScorer: UTF8Scorer {
  private let options: TEROptions
  private let splitter: WordSplitter
  private var buffer = WordBuffer()
  private var table = WordTable()
  private var search = ShiftSearch()
  private var hypothesis: [UInt32] = []
  private var reference: [UInt32] = []

  init(_ metric: TER) {
    options = metric.options
    splitter = metric.options.splitter
  }

  mutating func appendRow<Text: Collection<UInt8>>(
    of hypothesis: Text, _ references: some RandomAccessCollection<Text>, to rows: inout [Double]
  ) {
    buffer.removeAll()
    let words = buffer.append(hypothesis, options, splitter)
    var (length, fewestEdits) = (0, Int.max)
    for text in references {
      let referenceWords = buffer.appendReference(text, options, splitter)
      table.removeAll()
      table.number(referenceWords, of: buffer, into: &reference)
      table.find(words, of: buffer, into: &self.hypothesis)
      length += referenceWords.count
      fewestEdits = min(
        fewestEdits, search.editCount(self.hypothesis, reference, wordCount: table.count))
    }
    rows.append(Double(fewestEdits))
    rows.append(Double(length) / Double(references.count))
  }
}
