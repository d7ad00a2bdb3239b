/// The rows of a corpus in single precision, of which resamples are added up.
struct SingleRows: Sendable {
  private let columnCount: Int
  private let values: [Float]

  init(_ statistics: SegmentStatistics) {
    columnCount = statistics.columnCount
    values = statistics.values.map { Float($0) }
  }

  /// The sum of some rows, added up one after the other as NumPy does it.
  ///
  /// - Parameter segments: The numbers of the rows, each as often as it counts.
  /// - Returns: The sums of the columns.
  func sum(of segments: [Int]) -> [Float] {
    var sum = [Float](repeating: 0, count: columnCount)
    for segment in segments {
      let start = segment &* columnCount
      for column in 0..<columnCount { sum[column] += values[start &+ column] }
    }
    return sum
  }
}
