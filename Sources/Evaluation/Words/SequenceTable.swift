/// Numbers sequences, so that equal sequences get equal numbers and different ones different
/// numbers.
///
/// A sequence is known by its prefix and its last element: a trie whose nodes live in one hash
/// table (open addressing, linear probing). Words are sequences of bytes, n-grams sequences of
/// words, and neither needs a string or an array of its own.
struct SequenceTable {
  /// The number of the sequence without elements.
  static let empty: UInt32 = 0

  /// Prefix and last element of the sequence in each slot.
  private var keys: [UInt64]
  /// The number of the sequence in each slot, `empty` where the slot is free.
  private var numbers: [UInt32]
  private var count: UInt32 = 0

  /// An empty table.
  ///
  /// - Parameter capacity: The most sequences that it will have to tell apart, the empty one aside.
  init(capacity: Int) {
    // At most half full, so that probes stay short.
    let slotCount = 1 << (Int.bitWidth - max(1, 2 * capacity - 1).leadingZeroBitCount)
    keys = Array(repeating: 0, count: slotCount)
    numbers = Array(repeating: Self.empty, count: slotCount)
  }

  /// The number of a sequence: from 1 on, in the order of first sight.
  mutating func number(of prefix: UInt32, followedBy element: UInt32) -> UInt32 {
    let key = UInt64(prefix) << 32 | UInt64(element)
    let mask = keys.count - 1
    // Fibonacci hashing: the upper bits of the product are the well mixed ones.
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while numbers[slot] != Self.empty, keys[slot] != key { slot = (slot + 1) & mask }
    if numbers[slot] == Self.empty {
      count += 1
      precondition(2 * Int(count) <= keys.count, "More sequences than the table was made for.")
      keys[slot] = key
      numbers[slot] = count
    }
    return numbers[slot]
  }
}
