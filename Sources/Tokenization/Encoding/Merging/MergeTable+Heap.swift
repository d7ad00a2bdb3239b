extension MergeTable {
  /// Merges a long piece in time that hardly grows faster than its length.
  func mergedByHeap(_ symbols: [TokenID]) -> [TokenID] {
    var sequence = SymbolSequence()
    sequence.reserveCapacity(symbols.count + 1)
    for symbol in symbols { sequence.append(symbol) }
    sequence.append(SymbolSequence.boundary)

    var candidates = Heap<Candidate>()
    for position in sequence.positions {
      propose(position, of: sequence, to: &candidates)
    }
    while let candidate = candidates.popFirst(by: <) {
      let merge = merges[candidate.rank]
      let position = candidate.position
      // An earlier merge may have taken one of the two symbols away.
      guard sequence.pair(at: position) == merge.pair else { continue }
      sequence.merge(at: position, into: merge.merged)
      propose(sequence.previous(before: position), of: sequence, to: &candidates)
      propose(position, of: sequence, to: &candidates)
    }
    return sequence.symbols
  }

  private func propose(
    _ position: Int, of sequence: SymbolSequence, to candidates: inout Heap<Candidate>
  ) {
    guard let pair = sequence.pair(at: position) else { return }
    let rank = ranks.rank(pair.left, pair.right)
    guard rank != PairRanks.none else { return }
    candidates.push(Candidate(rank: rank, position: position), by: <)
  }
}

/// A merge that fits at a position: rank in the upper half of one word, position in the lower.
private struct Candidate {
  private let order: UInt64

  init(rank: Int32, position: Int) {
    order = UInt64(rank) << 32 | UInt64(position)
  }

  var rank: Int { Int(order >> 32) }
  var position: Int { Int(order & 0xFFFF_FFFF) }

  static func < (left: Candidate, right: Candidate) -> Bool { left.order < right.order }
}
