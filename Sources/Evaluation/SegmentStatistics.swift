/// What a metric has to know of each segment of a corpus: a table with a row for each segment.
public struct SegmentStatistics: Sendable, Equatable {
  /// The numbers in a row: the metric's ``Metric/statisticCount``.
  public let columnCount: Int
  /// The numbers row by row: `[segment, column]`.
  public private(set) var values: [Double] = []

  /// The statistics of no segment.
  ///
  /// - Parameter columnCount: The numbers in a row, at least 1.
  public init(columnCount: Int) {
    precondition(columnCount > 0, "Rows of \(columnCount) numbers, wanted at least 1.")
    self.columnCount = columnCount
  }

  /// The number of segments.
  public var segmentCount: Int { values.count / columnCount }

  /// The row of a segment.
  ///
  /// - Parameter segment: The number of the segment, from 0 on.
  public subscript(segment: Int) -> ArraySlice<Double> {
    values[segment * columnCount..<(segment + 1) * columnCount]
  }

  /// The sum of all rows, column by column, added up in the order of the segments.
  public var sum: [Double] {
    var sum = [Double](repeating: 0, count: columnCount)
    add(to: &sum)
    return sum
  }

  /// Appends the rows of the segments that follow.
  ///
  /// - Parameter following: Statistics of the same metric.
  public mutating func append(_ following: SegmentStatistics) {
    precondition(
      following.columnCount == columnCount,
      "Rows of \(columnCount) and of \(following.columnCount) numbers in one table.")
    values += following.values
  }

  /// Adds all rows to a sum, column by column, in the order of the segments.
  ///
  /// - Parameter sum: ``columnCount`` numbers.
  public func add(to sum: inout [Double]) {
    precondition(
      sum.count == columnCount, "Rows of \(columnCount) numbers and a sum of \(sum.count).")
    let values = values.span
    var output = sum.mutableSpan
    var column = 0
    for index in values.indices {
      output[column] += values[index]
      column = column + 1 == columnCount ? 0 : column + 1
    }
  }

  /// Appends the rows of some segments.
  ///
  /// - Parameters:
  ///   - segments: The segments.
  ///   - scorer: A scorer of the metric.
  public mutating func append(_ segments: UTF8Segments, using scorer: inout some SegmentScorer) {
    scorer.append(segments, to: &values)
    precondition(values.count % columnCount == 0, "A scorer of another metric.")
  }

  /// Appends the row of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized.
  ///   - references: The right translations, at least one.
  ///   - scorer: A scorer of the metric.
  public mutating func append(
    hypothesis: String, references: [String], using scorer: inout some SegmentScorer
  ) {
    scorer.append(hypothesis: hypothesis, references: references, to: &values)
    precondition(values.count % columnCount == 0, "A scorer of another metric.")
  }
}
