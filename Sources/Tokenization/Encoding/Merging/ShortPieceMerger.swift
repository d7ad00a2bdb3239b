/// Merges pieces of up to 64 symbols in room that is kept from piece to piece.
///
/// Symbols stay where they are: a merged one stands where its left part stood, and a bit for each
/// place says whether a symbol is left there. A place and the rank of its pair are one number, so
/// that the least is the next merge: the lowest rank, and of equal ranks the leftmost.
struct ShortPieceMerger {
  /// The most symbols, one for each bit of a word.
  static let symbolLimit = 64

  private static let placeBitCount: UInt32 = 6
  private static let taken = UInt32.max

  private var symbols = [TokenID](repeating: 0, count: symbolLimit)
  /// For each place the rank of its symbol with the next, then the place; of a place that a merge
  /// took, the highest number.
  private var candidates = [UInt32](repeating: taken, count: symbolLimit)
  private var count = 0

  /// Takes the symbols of a piece, which are at most 64.
  @inline(__always)
  mutating func load(_ appendSymbols: ((TokenID) -> Void) -> Void) {
    count = 0
    appendSymbols { symbol in
      symbols[count] = symbol
      count += 1
    }
  }

  /// Merges until no rule fits, and appends what is left.
  mutating func merge(by table: MergeTable, to tokens: inout [TokenID]) {
    guard count > 0 else { return }
    let places = Self.merge(&symbols, candidates: &candidates, count: count, by: table)
    appendSymbols(at: places, to: &tokens)
  }

  /// Merges until no rule fits.
  ///
  /// - Parameters:
  ///   - symbolArray: The symbols before and after.
  ///   - candidateArray: Room for as many numbers.
  ///   - count: How many symbols there are, at least one.
  ///   - table: The rules.
  /// - Returns: The places at which symbols are left, one bit for each.
  private static func merge(
    _ symbolArray: inout [TokenID], candidates candidateArray: inout [UInt32], count: Int,
    by table: MergeTable
  ) -> UInt64 {
    var symbols = symbolArray.mutableSpan
    var candidates = candidateArray.mutableSpan
    let pairCount = count - 1
    for place in 0..<pairCount {
      candidates[place] = Self.candidate(
        table.ranks.rank(symbols[place], symbols[place + 1]), at: place)
    }
    var remaining = UInt64.max >> UInt64(Self.symbolLimit - count)
    while true {
      let best = Self.least(candidates, count: pairCount)
      let rank = Int32(truncatingIfNeeded: best >> Self.placeBitCount)
      guard rank < PairRanks.none else { return remaining }
      let place = Int(best & (1 << Self.placeBitCount - 1))
      let right = remaining.firstBit(after: place)
      let merged = table.mergedTokens[Int(rank)]
      symbols[place] = merged
      remaining &= ~(1 &<< UInt64(right))
      if right < pairCount { candidates[right] = Self.taken }
      let next = remaining.firstBit(after: place)
      candidates[place] =
        next < Self.symbolLimit
        ? Self.candidate(table.ranks.rank(merged, symbols[next]), at: place) : Self.taken
      let previous = remaining.lastBit(before: place)
      if previous >= 0 {
        candidates[previous] = Self.candidate(
          table.ranks.rank(symbols[previous], merged), at: previous)
      }
    }
  }

  private func appendSymbols(at places: UInt64, to tokens: inout [TokenID]) {
    var places = places
    while places != 0 {
      tokens.append(symbols[places.trailingZeroBitCount])
      places &= places &- 1
    }
  }

  @inline(__always)
  private static func candidate(_ rank: Int32, at place: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: rank) << placeBitCount | UInt32(truncatingIfNeeded: place)
  }

  @inline(__always)
  private static func least(_ candidates: borrowing MutableSpan<UInt32>, count: Int) -> UInt32 {
    var least = taken
    for place in 0..<count { least = min(least, candidates[place]) }
    return least
  }
}

extension UInt64 {
  /// The lowest bit above a place, or 64.
  @inline(__always)
  fileprivate func firstBit(after place: Int) -> Int {
    (self & (~1 &<< UInt64(place))).trailingZeroBitCount
  }

  /// The highest bit below a place, or -1.
  @inline(__always)
  fileprivate func lastBit(before place: Int) -> Int {
    63 - (self & (1 &<< UInt64(place) &- 1)).leadingZeroBitCount
  }
}
