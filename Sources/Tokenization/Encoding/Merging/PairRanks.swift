/// The rank of each pair of symbols that merges.
///
/// Encoding spends its time here, so each pair and its rank share one word, and at most half of
/// the words are taken: most questions are answered by one load.
struct PairRanks: Sendable {
  /// Stands for a pair that does not merge; it is above every rank.
  static let none: Int32 = 1 << 24 - 1
  /// Tokens are below this, so that two of them and a rank fit together.
  static let tokenLimit = 1 << 20

  /// A pair in the upper 40 bits and its rank in the lower 24; all ones where there is none.
  private var slots: [UInt64]
  private let shift: UInt64

  private static let empty = UInt64.max
  private static let rankBitCount: UInt64 = 24

  init(_ merges: [Merge]) {
    precondition(merges.count <= Self.none, "\(merges.count) merges are too many")
    let bitCount = max(4, Int.bitWidth - (2 * merges.count).leadingZeroBitCount)
    slots = Array(repeating: Self.empty, count: 1 << bitCount)
    shift = UInt64(64 - bitCount)
    for (rank, merge) in merges.enumerated() { insert(merge, rank: UInt64(rank)) }
  }

  @inline(__always)
  func rank(_ left: TokenID, _ right: TokenID) -> Int32 {
    let pair = Self.packed(left, right)
    var index = home(of: pair)
    while true {
      let slot = slots[index]
      if slot >> Self.rankBitCount == pair || slot == Self.empty {
        return Int32(truncatingIfNeeded: slot) & Self.none
      }
      index = (index + 1) & (slots.count - 1)
    }
  }

  /// A pair that is listed twice keeps its first rank.
  private mutating func insert(_ merge: Merge, rank: UInt64) {
    precondition(
      max(merge.left, merge.right) < Self.tokenLimit, "a token is not below \(Self.tokenLimit)")
    let pair = Self.packed(merge.left, merge.right)
    var index = home(of: pair)
    while slots[index] != Self.empty {
      if slots[index] >> Self.rankBitCount == pair { return }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = pair << Self.rankBitCount | rank
  }

  @inline(__always)
  private func home(of pair: UInt64) -> Int {
    Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) &>> shift)
  }

  @inline(__always)
  private static func packed(_ left: TokenID, _ right: TokenID) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 20 | UInt64(UInt32(bitPattern: right))
  }
}
