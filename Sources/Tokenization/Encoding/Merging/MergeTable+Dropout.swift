extension MergeTable {
  /// Longer pieces are merged by parts, since the time grows with the square of the length.
  private static let dropoutLimit = 512

  /// Merges while leaving out merges at random.
  ///
  /// - Parameters:
  ///   - symbols: The symbols of a piece.
  ///   - draws: The chances of the piece.
  /// - Returns: The symbols that are left.
  func merged(_ symbols: [TokenID], draws: DropoutDraws) -> [TokenID] {
    var draws = draws
    var result: [TokenID] = []
    for start in stride(from: 0, to: symbols.count, by: Self.dropoutLimit) {
      var part = Array(symbols[start..<min(start + Self.dropoutLimit, symbols.count)])
      while let next = mergedOnce(part, draws: &draws) { part = next }
      result += part
    }
    return result
  }

  /// One round: every pair that could merge is left out with the probability, and of the others
  /// those of lowest rank are merged.
  ///
  /// - Parameters:
  ///   - symbols: The symbols before.
  ///   - draws: The chances that are left.
  /// - Returns: The symbols after, or nil if all pairs were left out or none could merge.
  private func mergedOnce(_ symbols: [TokenID], draws: inout DropoutDraws) -> [TokenID]? {
    var lowest = PairRanks.none
    var places: Set<Int> = []
    for place in symbols.indices.dropLast() {
      let rank = ranks.rank(symbols[place], symbols[place + 1])
      guard rank < PairRanks.none, !draws.dropsNext(), rank <= lowest else { continue }
      if rank < lowest { places = [] }
      lowest = rank
      places.insert(place)
    }
    guard lowest < PairRanks.none else { return nil }

    var result: [TokenID] = []
    var place = 0
    while place < symbols.count {
      let isMerged = places.contains(place)
      result.append(isMerged ? mergedTokens[Int(lowest)] : symbols[place])
      place += isMerged ? 2 : 1
    }
    return result
  }
}
