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

  /// The statistics of one segment.
  init(hypothesis: NumberedText, references: [NumberedText], maximumOrder: Int) {
    let length = hypothesis.words.count
    let referenceLengths = references.map(\.words.count)
    hypothesisLength = length
    referenceLength = closest(to: length, among: referenceLengths)
    totalCounts = (0..<maximumOrder).map { max(0, length - $0) }
    var matcher = NGramMatcher(
      maximumOrder: maximumOrder, wordCount: referenceLengths.reduce(length, +))
    for reference in references { matcher.add(reference: reference) }
    matchCounts = matcher.matchCounts(of: hypothesis)
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

/// The length nearest to a given one, and of two as near the shorter.
private func closest(to length: Int, among candidates: [Int]) -> Int {
  candidates.min { (abs($0 - length), $0) < (abs($1 - length), $1) } ?? 0
}
