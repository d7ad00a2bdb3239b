/// What BLEU has to know of a segment or, summed, of a corpus.
public struct BLEUStatistics: Sendable, Equatable {
  /// The number of words of the hypotheses.
  public var hypothesisLength: Int
  /// The number of words of the references: of each segment's, the one closest in length.
  public var referenceLength: Int
  /// The number of hypothesis n-grams that a reference has too, from order 1 on.
  public var matchCounts: [Int]
  /// The number of hypothesis n-grams, from order 1 on.
  public var totalCounts: [Int]

  /// The statistics of no segment at all.
  ///
  /// - Parameter maximumOrder: The most words of an n-gram.
  public init(maximumOrder: Int) {
    hypothesisLength = 0
    referenceLength = 0
    matchCounts = Array(repeating: 0, count: maximumOrder)
    totalCounts = matchCounts
  }

  /// The statistics of a row: the lengths, the matches, the totals.
  ///
  /// - Parameter row: A row of ``BLEU``, or the sum of many.
  public init(row: [Double]) {
    precondition(row.count >= 4 && row.count % 2 == 0, "\(row.count) numbers are no row of BLEU.")
    let maximumOrder = (row.count - 2) / 2
    hypothesisLength = Int(row[0])
    referenceLength = Int(row[1])
    matchCounts = row[2..<2 + maximumOrder].map { Int($0) }
    totalCounts = row[(2 + maximumOrder)...].map { Int($0) }
  }

  /// Adds the statistics of further segments.
  ///
  /// - Parameters:
  ///   - sum: The statistics to add to.
  ///   - other: Statistics up to the same order.
  public static func += (sum: inout BLEUStatistics, other: BLEUStatistics) {
    precondition(
      sum.matchCounts.count == other.matchCounts.count,
      "Statistics of n-grams up to \(sum.matchCounts.count) and up to \(other.matchCounts.count).")
    sum.hypothesisLength += other.hypothesisLength
    sum.referenceLength += other.referenceLength
    for index in sum.matchCounts.indices {
      sum.matchCounts[index] += other.matchCounts[index]
      sum.totalCounts[index] += other.totalCounts[index]
    }
  }
}
