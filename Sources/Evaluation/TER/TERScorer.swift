/// Finds the statistics of segments for ``TER``, one after the other.
public struct TERScorer: SegmentScorer {
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

  /// Finds what TER has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized, without a line end.
  ///   - references: The right translations, at least one.
  ///   - rows: The rows of the segments before, to which one row is appended.
  public mutating func append(
    hypothesis: String, references: [String], to rows: inout [Double]
  ) {
    append(hypothesis.utf8, references.map(\.utf8), to: &rows)
  }

  /// Finds what TER has to know of segments.
  ///
  /// - Parameters:
  ///   - segments: The segments.
  ///   - rows: The rows of the segments before, to which a row for each is appended.
  public mutating func append(_ segments: UTF8Segments, to rows: inout [Double]) {
    for index in 0..<segments.count {
      let hypothesis = segments.hypotheses[index]
      if segments.references.count == 1 {
        append(hypothesis, CollectionOfOne(segments.references[0][index]), to: &rows)
      } else {
        append(hypothesis, segments.references(of: index), to: &rows)
      }
    }
  }

  private mutating func append<Text: Collection<UInt8>>(
    _ hypothesis: Text, _ references: some RandomAccessCollection<Text>, to rows: inout [Double]
  ) {
    precondition(!references.isEmpty, "A segment without a reference.")
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
