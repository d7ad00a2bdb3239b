/// Counts the n-grams that a short hypothesis shares with a reference, with the places of a word as
/// the bits of a number.
///
/// Where an n-gram begins in the reference is the places of its first word, and those of its second
/// moved down by one, and so on. A place is the beginning of one n-gram only, so that counts are
/// clipped if each place is used once.
struct PositionMasks<Bits: FixedWidthInteger & UnsignedInteger> {
  /// For each element where the reference has it; then for each place of the hypothesis where the
  /// reference has its element, and zeros; then for each place of the hypothesis where the reference
  /// has the n-gram found so far.
  private var storage: [Bits] = []

  /// The most elements of a reference.
  static var limit: Int { Bits.bitWidth }

  /// Counts the n-grams that match.
  ///
  /// - Parameters:
  ///   - hypothesis: The elements, from 1 on.
  ///   - reference: At most ``limit`` elements, with 0 for one that the hypothesis has not.
  ///   - elementCount: The greatest element.
  ///   - matchCounts: For each order, from 1 on, set to the number of matches.
  mutating func countMatches(
    of hypothesis: [UInt32], in reference: [UInt32], elementCount: Int,
    into matchCounts: inout [Int]
  ) {
    let words = elementCount + 1
    let beginnings = words + hypothesis.count + matchCounts.count + 4
    while storage.count < beginnings + hypothesis.count { storage.append(0) }
    var storage = storage.mutableSpan
    Self.setPlaces(in: reference, elementCount: elementCount, &storage)
    for (index, element) in hypothesis.enumerated() {
      storage[words + index] = storage[Int(element)]
      storage[beginnings + index] = .max
    }
    for index in words + hypothesis.count..<beginnings { storage[index] = 0 }
    // Four orders at a time, which do not wait for each other.
    for first in stride(from: 0, to: matchCounts.count, by: 4) {
      let counts = Self.usedCounts(
        first, words: words + first, beginnings: beginnings, count: hypothesis.count, &storage)
      for order in first..<min(first + 4, matchCounts.count) {
        matchCounts[order] = counts[order - first]
      }
    }
  }

  private static func setPlaces(
    in reference: [UInt32], elementCount: Int, _ storage: inout MutableSpan<Bits>
  ) {
    for element in 0...elementCount { storage[element] = 0 }
    var bit: Bits = 1
    for element in reference {
      storage[Int(element)] |= bit
      bit &<<= 1
    }
  }

  /// How many places are used by n-grams of four orders.
  ///
  /// - Parameters:
  ///   - first: The lowest of the orders, counted from 0.
  ///   - words: Where the last elements of that order's n-grams are.
  ///   - beginnings: Where it is that n-grams shorter by one are noted.
  ///   - count: The number of n-grams.
  ///   - storage: All of these.
  /// - Returns: The number of places for each of the orders.
  private static func usedCounts(
    _ first: Int, words: Int, beginnings: Int, count: Int, _ storage: inout MutableSpan<Bits>
  ) -> SIMD4<Int> {
    var (used0, used1, used2, used3): (Bits, Bits, Bits, Bits) = (0, 0, 0, 0)
    for start in 0..<count {
      let word = words + start
      var bits = storage[beginnings + start] & (storage[word] >> first)
      use(bits, &used0)
      bits &= storage[word + 1] >> (first + 1)
      use(bits, &used1)
      bits &= storage[word + 2] >> (first + 2)
      use(bits, &used2)
      bits &= storage[word + 3] >> (first + 3)
      use(bits, &used3)
      storage[beginnings + start] = bits
    }
    return SIMD4(
      used0.nonzeroBitCount, used1.nonzeroBitCount, used2.nonzeroBitCount, used3.nonzeroBitCount)
  }

  /// Uses the first free place, if there is one.
  @inline(__always)
  private static func use(_ places: Bits, _ used: inout Bits) {
    let free = places & ~used
    used |= free & (0 &- free)
  }
}
