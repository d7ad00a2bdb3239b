/// A learned rule: two symbols that stand side by side become one.
package struct Merge: Sendable, Equatable {
  package let left: TokenID
  package let right: TokenID
  package let merged: TokenID

  package init(left: TokenID, right: TokenID, merged: TokenID) {
    self.left = left
    self.right = right
    self.merged = merged
  }

  var pair: SymbolPair { SymbolPair(left: left, right: right) }
}

/// The merges in the order of their rank, applied lowest rank first (Sennrich et al., 2016, §3.2).
struct MergeTable: Sendable {
  let merges: [Merge]
  private let ranks: [SymbolPair: Int32]

  init(_ merges: [Merge]) {
    self.merges = merges
    ranks = Dictionary(
      zip(merges.map(\.pair), 0...), uniquingKeysWith: { first, _ in first })
  }

  /// Merges until no rule fits: always the lowest rank, and of equal ranks the leftmost.
  ///
  /// - Complexity: O(*n* log *n*) for *n* characters, whatever the length of a piece.
  func apply(to sequence: inout SymbolSequence) {
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
  }

  private func propose(
    _ position: Int, of sequence: SymbolSequence, to candidates: inout Heap<Candidate>
  ) {
    guard let pair = sequence.pair(at: position), let rank = ranks[pair] else { return }
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
