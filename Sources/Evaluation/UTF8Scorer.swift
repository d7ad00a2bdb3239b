/// A scorer that takes texts in whatever way their UTF-8 is held.
///
/// It says only how one segment is counted; that segments are taken one after the other, from
/// strings or from the bytes of files, is the same for all metrics and stands here.
protocol UTF8Scorer: SegmentScorer {
  /// Finds what a metric has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation as UTF-8, detokenized, without a line end.
  ///   - references: The right translations, at least one.
  ///   - rows: The rows of the segments before, to which one row is appended.
  mutating func appendRow<Text: Collection<UInt8>>(
    of hypothesis: Text, _ references: some RandomAccessCollection<Text>, to rows: inout [Double])
}

extension UTF8Scorer {
  /// Finds what a metric has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized, without a line end.
  ///   - references: The right translations, at least one.
  ///   - rows: The rows of the segments before, to which one row is appended.
  public mutating func append(
    hypothesis: String, references: [String], to rows: inout [Double]
  ) {
    precondition(!references.isEmpty, "A segment without a reference.")
    appendRow(of: hypothesis.utf8, references.map(\.utf8), to: &rows)
  }

  /// Finds what a metric has to know of segments, without a string for any.
  ///
  /// - Parameters:
  ///   - segments: The segments.
  ///   - rows: The rows of the segments before, to which a row for each is appended.
  public mutating func append(_ segments: UTF8Segments, to rows: inout [Double]) {
    for index in 0..<segments.count {
      appendRow(of: segments.hypotheses[index], segments.references(of: index), to: &rows)
    }
  }
}
