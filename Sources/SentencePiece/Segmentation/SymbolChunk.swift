import Tokenization

/// Symbols side by side, among which merges happen.
struct SymbolChunk: Sequence {
  /// So many symbols are merged by looking at all pairs again and again, which is fastest for words.
  private static let scanLimit = 64

  private var symbols: [Int32] = []
  private var byteCounts: [Int32] = []
  /// What each symbol and the next merge into.
  private var merges: [UInt64] = []

  /// A symbol that merges with nothing, and stands for a token.
  static func frozen(_ token: TokenID) -> Int32 { -1 - token }

  mutating func append(_ symbol: Int32, byteCount: Int) {
    symbols.append(symbol)
    byteCounts.append(Int32(byteCount))
  }

  mutating func removeAll() {
    symbols.removeAll(keepingCapacity: true)
    byteCounts.removeAll(keepingCapacity: true)
  }

  /// The symbols with the lengths of their texts.
  func makeIterator() -> some IteratorProtocol<(symbol: Int32, byteCount: Int)> {
    zip(symbols, byteCounts).lazy.map { (symbol: $0, byteCount: Int($1)) }.makeIterator()
  }

  /// Merges until nothing fits.
  mutating func merge(_ pairs: borrowing PieceMerges) {
    if symbols.count <= Self.scanLimit {
      mergeByScan(pairs)
    } else {
      mergeByAgenda(pairs) { _, _, _ in }
    }
  }

  // MARK: Few symbols

  private mutating func mergeByScan(_ pairs: borrowing PieceMerges) {
    guard symbols.count > 1 else { return }
    findMerges(pairs)
    let count = Self.mergeAll(&symbols, &byteCounts, &merges, pairs)
    symbols.removeLast(symbols.count - count)
    byteCounts.removeLast(byteCounts.count - count)
  }

  /// Merges in place, and tells how many symbols are left.
  private static func mergeAll(
    _ symbols: inout [Int32], _ byteCounts: inout [Int32], _ merges: inout [UInt64],
    _ pairs: borrowing PieceMerges
  ) -> Int {
    var symbols = symbols.mutableSpan
    var byteCounts = byteCounts.mutableSpan
    var merges = merges.mutableSpan
    var count = symbols.count
    while let position = bestMerge(merges, among: count - 1) {
      symbols[position] = Int32(truncatingIfNeeded: merges[position])
      byteCounts[position] += byteCounts[position + 1]
      count -= 1
      var index = position + 1
      while index < count {
        symbols[index] = symbols[index + 1]
        byteCounts[index] = byteCounts[index + 1]
        merges[index] = merges[index + 1]
        index += 1
      }
      if position + 1 < count {
        merges[position] = pairs.merge(symbols[position], symbols[position + 1])
      }
      if position > 0 {
        merges[position - 1] = pairs.merge(symbols[position - 1], symbols[position])
      }
    }
    return count
  }

  private mutating func findMerges(_ pairs: borrowing PieceMerges) {
    merges.removeAll(keepingCapacity: true)
    for index in symbols.indices.dropLast() {
      merges.append(pairs.merge(symbols[index], symbols[index + 1]))
    }
    merges.append(PieceMerges.none)
  }

  private static func bestMerge(_ merges: borrowing MutableSpan<UInt64>, among count: Int) -> Int? {
    var bestRank = PieceMerges.none >> 32
    var best: Int?
    var index = 0
    while index < count {
      if merges[index] >> 32 < bestRank {
        bestRank = merges[index] >> 32
        best = index
      }
      index += 1
    }
    return best
  }

  // MARK: Many symbols

  /// Merges in the order of an agenda.
  ///
  /// - Parameters:
  ///   - pairs: The merges.
  ///   - note: Called with the two symbols of each merge that is entered, and what they make.
  mutating func mergeByAgenda(
    _ pairs: borrowing PieceMerges, note: (Int32, Int32, Int32) -> Void
  ) {
    guard !symbols.isEmpty else { return }
    var links = SymbolLinks(count: symbols.count)
    var agenda = Heap<AgendaEntry>()
    merges = [UInt64](repeating: PieceMerges.none, count: symbols.count)
    for position in symbols.indices.dropLast() {
      enter(position, links, pairs, &agenda, note)
    }
    while let entry = agenda.popFirst(by: <) {
      let merge = merges[entry.position]
      guard merge >> 32 == entry.rank, merge != PieceMerges.none else { continue }
      let next = links.next[entry.position]
      symbols[entry.position] = Int32(truncatingIfNeeded: merge)
      byteCounts[entry.position] += byteCounts[next]
      byteCounts[next] = 0
      merges[next] = PieceMerges.none
      links.remove(next)
      if entry.position > 0 {
        enter(links.previous[entry.position], links, pairs, &agenda, note)
      }
      enter(entry.position, links, pairs, &agenda, note)
    }
    let remaining = symbols.indices.filter { byteCounts[$0] > 0 }
    symbols = remaining.map { symbols[$0] }
    byteCounts = remaining.map { byteCounts[$0] }
  }

  /// Enters the merge of a symbol with the next, if there is one.
  private mutating func enter(
    _ position: Int, _ links: SymbolLinks, _ pairs: borrowing PieceMerges,
    _ agenda: inout Heap<AgendaEntry>, _ note: (Int32, Int32, Int32) -> Void
  ) {
    let next = links.next[position]
    merges[position] =
      next < symbols.count ? pairs.merge(symbols[position], symbols[next]) : PieceMerges.none
    guard merges[position] != PieceMerges.none else { return }
    agenda.push(AgendaEntry(rank: merges[position] >> 32, position: position), by: <)
    note(symbols[position], symbols[next], Int32(truncatingIfNeeded: merges[position]))
  }
}

/// The neighbours of symbols that still stand.
private struct SymbolLinks {
  private(set) var next: [Int]
  private(set) var previous: [Int]

  init(count: Int) {
    next = Array(1...count)
    previous = Array(-1..<count - 1)
  }

  mutating func remove(_ position: Int) {
    next[previous[position]] = next[position]
    if next[position] < previous.count { previous[next[position]] = previous[position] }
  }
}

/// A merge that waits for its turn.
private struct AgendaEntry {
  private let order: UInt64

  init(rank: UInt64, position: Int) {
    order = rank << 32 | UInt64(position)
  }

  var rank: UInt64 { order >> 32 }
  var position: Int { Int(order & 0xFFFF_FFFF) }

  static func < (left: AgendaEntry, right: AgendaEntry) -> Bool { left.order < right.order }
}
