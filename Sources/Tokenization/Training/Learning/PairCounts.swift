/// How often pairs of symbols occur, for the pairs of one shard: those with hashes in one range.
///
/// Threads count different shards of the same text, so that no counts need to be added up.
struct PairCounts: Sendable {
  /// A pair, and how much of it there is.
  struct Entry: Sendable {
    var pair: SymbolPair
    /// How often the pair occurs in the whole text.
    var frequency: Int
    /// At how many positions of the distinct words it stands.
    var positionCount: Int
  }

  private var entries = [Entry](repeating: Self.free, count: 1 << 12)
  private var count = 0
  private static let free = Entry(pair: SymbolPair(0, 0), frequency: 0, positionCount: 0)

  /// Counts the pairs of one shard, or gives up if there are more than a capacity allows.
  ///
  /// - Parameters:
  ///   - text: The text, in which each symbol is one cell wide.
  ///   - lengths: How many characters each symbol has.
  ///   - maximumLength: How many the two of a pair may have.
  ///   - shard: The number of the shard, and how many there are.
  ///   - capacity: The most pairs that may be counted.
  init?<Cell>(
    of text: TrainingText<Cell>, lengths: [Int32], maximumLength: Int,
    shard: (number: Int, count: Int), capacity: Int
  ) {
    let cells = text.cells.span
    let lengths = lengths.span
    let (number, shardCount) = (UInt64(shard.number), UInt64(shard.count))
    var start = 1
    for stratum in text.frequencies.strata {
      for position in start..<stratum.end {
        let (left, right) = (Int(cells[position - 1]), Int(cells[position]))
        guard left != 0, right != 0 else { continue }
        guard Int(lengths[left]) + Int(lengths[right]) <= maximumLength else { continue }
        let pair = SymbolPair(left, right)
        let hash = pair.hash
        guard ((hash & 0xFFFF) * shardCount) >> 16 == number else { continue }
        add(pair, hash: hash, frequency: stratum.frequency)
        guard count <= capacity else { return nil }
      }
      start = stratum.end
    }
  }

  /// The most frequent pairs, as many as some limits allow.
  func mostFrequent(_ limits: RoundLimits) -> FrequentPairs {
    FrequentPairs(entries).limited(to: limits)
  }

  @inline(__always)
  private mutating func add(_ pair: SymbolPair, hash: UInt64, frequency: Int) {
    let mask = entries.count - 1
    var slot = Int(hash >> 32) & mask
    while entries[slot].pair != pair {
      if entries[slot].pair.bits == 0 {
        entries[slot] = Entry(pair: pair, frequency: frequency, positionCount: 1)
        count += 1
        if count * 2 > entries.count { grow() }
        return
      }
      slot = (slot + 1) & mask
    }
    entries[slot].frequency += frequency
    entries[slot].positionCount += 1
  }

  private mutating func grow() {
    let mask = entries.count * 2 - 1
    var larger = [Entry](repeating: Self.free, count: mask + 1)
    for entry in entries where entry.pair.bits != 0 {
      var slot = Int(entry.pair.hash >> 32) & mask
      while larger[slot].pair.bits != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    entries = larger
  }
}

extension SymbolPair {
  /// A number all of whose bits depend on both symbols, the upper ones best.
  @inline(__always)
  fileprivate var hash: UInt64 {
    let product = bits &* 0x9E37_79B9_7F4A_7C15
    return (product ^ product >> 32) &* 0xD6E8_FEB8_6659_FD93
  }
}
