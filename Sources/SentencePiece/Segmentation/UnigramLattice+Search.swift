extension UnigramLattice {
  /// A segmentation and the sum of the scores of its pieces.
  struct Path {
    let segments: [SentencePieceSegment]
    let score: Float
  }

  /// The best paths, found backwards with the exact score of what lies before as the estimate.
  ///
  /// - Parameter count: How many paths are wanted; there may be fewer.
  /// - Returns: The paths, best first.
  func bestPaths(_ count: Int) -> [Path] {
    var paths: [Path] = []
    var suffixes = [
      Suffix(node: Self.end, next: nil, score: 0, estimate: nodes[Self.end].pathScore)
    ]
    var agenda = PriorityQueue<Candidate>()
    agenda.push(Candidate(suffix: 0, estimate: suffixes[0].estimate))
    while let top = agenda.popFirst() {
      let suffix = suffixes[top.suffix]
      if suffix.node == Self.start {
        paths.append(path(top.suffix, in: suffixes))
        if paths.count == count { break }
        continue
      }
      for node in predecessors(of: suffix.node) {
        let longer = Suffix(
          node: node, next: top.suffix, score: nodes[node].score + suffix.score,
          estimate: nodes[node].pathScore + suffix.score)
        agenda.push(Candidate(suffix: suffixes.count, estimate: longer.estimate))
        suffixes.append(longer)
      }
      agenda.shrinkIfLarge(keeping: min(512, count * 10))
    }
    return paths
  }

  private func path(_ suffix: Int, in suffixes: [Suffix]) -> Path {
    var segments: [SentencePieceSegment] = []
    var next = suffixes[suffix].next
    while let current = next, suffixes[current].node != Self.end {
      segments.append(segment(suffixes[current].node))
      next = suffixes[current].next
    }
    return Path(segments: segments, score: suffixes[suffix].estimate)
  }
}

/// The end of a path: a node and those after it.
private struct Suffix {
  let node: Int
  let next: Int?
  let score: Float
  let estimate: Float
}

private struct Candidate: Prioritized {
  let suffix: Int
  let estimate: Float

  func isLess(than other: Candidate) -> Bool { estimate < other.estimate }
}

extension PriorityQueue<Candidate> {
  /// Keeps only the best entries of a queue that would otherwise fill the memory.
  fileprivate mutating func shrinkIfLarge(keeping count: Int) {
    guard self.count >= 10_000 else { return }
    var best = PriorityQueue<Candidate>()
    for _ in 0..<count {
      if let candidate = popFirst() { best.push(candidate) }
    }
    self = best
  }
}
