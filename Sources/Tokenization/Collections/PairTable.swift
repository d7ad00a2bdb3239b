/// A value for each of some pairs of symbols: a hash table that only grows.
///
/// A pair and its value lie side by side, and at most half of the places are taken, so that one
/// load from memory answers most questions, which makes it quicker than a dictionary.
@usableFromInline
package struct PairTable: Sendable {
  @usableFromInline
  struct Slot: Sendable {
    @usableFromInline var bits: UInt64
    @usableFromInline var value: UInt64
  }

  /// Stands where no pair is; no two symbols are both -1.
  @inlinable static var vacant: UInt64 { UInt64.max }

  @usableFromInline var slots: [Slot]
  @usableFromInline var shift: UInt64
  private var count = 0

  /// Makes an empty table.
  ///
  /// - Parameter pairCount: For how many pairs there is to be room from the start.
  package init(expecting pairCount: Int = 32) {
    let bitCount = Int.bitWidth - (2 * max(pairCount, 32) - 1).leadingZeroBitCount
    slots = Array(repeating: Slot(bits: Self.vacant, value: 0), count: 1 << bitCount)
    shift = UInt64(64 - bitCount)
  }

  /// The value of a pair, or nil if it has none.
  @inlinable @inline(__always)
  package func value(of pair: SymbolPair) -> UInt64? {
    let slot = slots[place(of: pair)]
    return slot.bits == pair.bits ? slot.value : nil
  }

  /// Gives a pair a value, in the place of the one that it may have.
  package mutating func set(_ value: UInt64, for pair: SymbolPair) {
    let place = place(of: pair)
    if slots[place].bits == Self.vacant { count += 1 }
    slots[place] = Slot(bits: pair.bits, value: value)
    if 2 * count > slots.count { grow() }
  }

  /// Where a pair is, or where it would go.
  @inlinable @inline(__always)
  func place(of pair: SymbolPair) -> Int {
    let slots = slots.span
    // Fibonacci hashing: the upper bits of the product depend on all bits of the pair.
    let product = (pair.bits ^ pair.bits >> 32) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: product &>> shift)
    while slots[place].bits != pair.bits, slots[place].bits != Self.vacant {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    var larger = PairTable(expecting: slots.count)
    for slot in slots where slot.bits != Self.vacant {
      larger.set(slot.value, for: SymbolPair(bits: slot.bits))
    }
    self = larger
  }
}
