/// All pairs of a text, or of a shard of it, that reach a threshold.
struct FrequentPairs: Sendable {
  private(set) var threshold = 0
  private(set) var entries: [PairCounts.Entry]
  /// How often pairs occur in all, those below the threshold included.
  let totalFrequency: Int

  init(_ entries: [PairCounts.Entry]) {
    self.entries = entries
    totalFrequency = entries.reduce(0) { $0 + $1.frequency }
  }

  /// Joins the pairs of different shards, down to the threshold that all of them reach.
  init(joining shards: [FrequentPairs]) {
    threshold = shards.map(\.threshold).max() ?? 0
    entries = shards.flatMap(\.entries)
    totalFrequency = shards.reduce(0) { $0 + $1.totalFrequency }
  }

  /// Those that reach a higher threshold.
  func reaching(_ frequency: Int) -> FrequentPairs {
    var pairs = self
    pairs.threshold = max(threshold, frequency)
    pairs.entries = entries.filter { $0.frequency >= pairs.threshold }
    return pairs
  }

  /// The most frequent of them, as many as some limits allow.
  func limited(to limits: RoundLimits) -> FrequentPairs {
    reaching(limits.threshold(for: entries))
  }
}
