/// The hypotheses of a sentence that have ended: the best of them.
struct FinishedHypotheses {
  /// A hypothesis that has ended.
  struct Entry {
    /// The last token's node in the history.
    let node: Int32
    let logProbability: Double
    let endLogProbability: Float
    let score: Double
    let isTruncated: Bool
    let meetsConstraints: Bool

    /// Whether this hypothesis ranks behind another.
    func isWorse(than other: Entry) -> Bool {
      meetsConstraints == other.meetsConstraints
        ? score < other.score : !meetsConstraints
    }
  }

  private let wantedCount: Int
  private let capacity: Int
  /// The best first, and of equal ones the earlier first.
  private(set) var best: [Entry] = []
  /// How many have ended, those that have been dropped included.
  private(set) var count = 0

  /// No hypotheses yet.
  ///
  /// - Parameters:
  ///   - wantedCount: How many end the search, once they cannot be beaten.
  ///   - capacity: How many are kept, at least as many.
  init(wantedCount: Int, capacity: Int) {
    self.wantedCount = wantedCount
    self.capacity = capacity
  }

  mutating func insert(_ entry: Entry) {
    count += 1
    let place = best.firstIndex { $0.isWorse(than: entry) } ?? best.count
    guard place < capacity else { return }
    best.insert(entry, at: place)
    if best.count > capacity { best.removeLast() }
  }

  /// The score that a hypothesis has to exceed to be among the wanted ones; `nil` where any is.
  var scoreToBeat: Double? {
    guard best.count >= wantedCount, best[wantedCount - 1].meetsConstraints else { return nil }
    return best[wantedCount - 1].score
  }

  /// The hypotheses, whose tokens a history has.
  func hypotheses(_ history: TokenHistory) -> [Hypothesis] {
    best.map { entry in
      Hypothesis(
        tokens: history.tokens(of: entry.node),
        tokenLogProbabilities: history.logProbabilities(of: entry.node)
          + [entry.endLogProbability],
        logProbability: entry.logProbability, score: entry.score,
        isTruncated: entry.isTruncated, meetsConstraints: entry.meetsConstraints)
    }
  }
}
