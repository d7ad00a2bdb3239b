/// How much a round of merges may keep track of.
struct RoundLimits: Sendable {
  /// The most positions to begin with.
  var positionCount: Int
  /// The most pairs to begin with.
  var pairCount: Int
  /// The most pairs in all, with those that merges make.
  var trackedPairCount: Int
  /// The most positions in all.
  var trackedPositionCount: Int
  /// No pair that is rarer is ever merged.
  var minimumFrequency: Int

  /// The frequency that a pair must have so that all such pairs together are within the limits.
  ///
  /// It is known to an eighth, and the most frequent pairs are always within.
  func threshold(for entries: [PairCounts.Entry]) -> Int {
    var histogram = [(pairCount: Int, positionCount: Int)](
      repeating: (0, 0), count: Self.bucketCount)
    for entry in entries where entry.frequency >= minimumFrequency {
      let bucket = Self.bucket(of: entry.frequency)
      histogram[bucket].pairCount += 1
      histogram[bucket].positionCount += entry.positionCount
    }
    var (pairCount, positionCount) = (0, 0)
    for bucket in histogram.indices.reversed() where histogram[bucket].pairCount > 0 {
      let isFirst = pairCount == 0
      pairCount += histogram[bucket].pairCount
      positionCount += histogram[bucket].positionCount
      guard isFirst || pairCount <= self.pairCount && positionCount <= self.positionCount else {
        return Self.lowerBound(of: bucket + 1)
      }
    }
    return minimumFrequency
  }

  // Frequencies below 16 have a bucket each; above, each power of two has eight.
  private static let bucketCount = 16 + 8 * 60

  private static func bucket(of frequency: Int) -> Int {
    guard frequency >= 16 else { return frequency }
    let exponent = Int.bitWidth - 1 - frequency.leadingZeroBitCount
    return 16 + 8 * (exponent - 4) + (frequency >> (exponent - 3)) & 7
  }

  private static func lowerBound(of bucket: Int) -> Int {
    guard bucket >= 16 else { return bucket }
    let (exponent, eighth) = ((bucket - 16) / 8 + 4, (bucket - 16) % 8)
    return (8 + eighth) << (exponent - 3)
  }
}
