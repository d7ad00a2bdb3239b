import Tokenization

/// The symbols of a long word, linked so that a merge costs the same wherever it is.
struct LinkedSymbols {
  private let merges: SymbolMerges
  private var symbols: [Int32]
  private var previous: [Int]
  private var next: [Int]
  private var isMerged: [Bool]
  private var candidates = Heap<Candidate>()

  init(_ symbols: [Int32], merges: SymbolMerges) {
    self.merges = merges
    self.symbols = symbols
    previous = symbols.indices.map { $0 - 1 }
    next = symbols.indices.map { $0 + 1 }
    isMerged = Array(repeating: false, count: symbols.count)
  }

  /// Merges what may be merged, best rank first.
  ///
  /// - Returns: The positions that each remaining symbol was made of.
  mutating func merge() -> [ClosedRange<Int>] {
    for position in symbols.indices { push(position) }
    while let best = candidates.popFirst(by: Candidate.precedes) {
      // All pairs of a rank are joined before any pair that this makes, even one of lower rank.
      var pairs = [best]
      while let pair = candidates.popFirst(by: Candidate.precedes) {
        guard pair.rank == best.rank else {
          candidates.push(pair, by: Candidate.precedes)
          break
        }
        pairs.append(pair)
      }
      join(pairs)
    }
    return symbols.indices.filter { !isMerged[$0] }.map { $0...(next[$0] - 1) }
  }

  private mutating func join(_ pairs: [Candidate]) {
    var changed: [Int] = []
    for pair in pairs where rank(of: pair.position) == pair.rank {
      join(at: pair.position)
      changed.append(pair.position)
    }
    for position in changed where !isMerged[position] {
      push(position)
      if previous[position] >= 0 { push(previous[position]) }
    }
  }

  private mutating func join(at position: Int) {
    let right = next[position]
    symbols[position] = merges.merge(of: symbols[position], symbols[right]).symbol
    isMerged[right] = true
    next[position] = next[right]
    if next[right] < symbols.count { previous[next[right]] = position }
  }

  private func rank(of position: Int) -> Int32 {
    guard !isMerged[position], next[position] < symbols.count else { return SymbolMerges.noRank }
    return merges.merge(of: symbols[position], symbols[next[position]]).rank
  }

  private mutating func push(_ position: Int) {
    let rank = rank(of: position)
    guard rank != SymbolMerges.noRank else { return }
    candidates.push(Candidate(rank: rank, position: position), by: Candidate.precedes)
  }
}

/// A pair that may be joined next, by the position of its left symbol.
private struct Candidate {
  let rank: Int32
  let position: Int

  static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
    (left.rank, left.position) < (right.rank, right.position)
  }
}
