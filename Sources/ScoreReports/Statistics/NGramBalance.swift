/// Which n-grams a system leaves out, and which it adds, over a whole corpus.
///
/// A sentence lacks an n-gram as often as its first reference has it more often than the
/// translation; an added one is in the translation more often than in any reference.
struct NGramBalance {
  /// An n-gram and how often it is left out or added.
  struct Entry: Equatable {
    var words: String
    var count: Int
  }

  private(set) var missing: [Entry] = []
  private(set) var added: [Entry] = []

  /// Counts the n-grams of one order.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, cut into words.
  ///   - references: The right translations, cut into words, `[reference][sentence]`.
  ///   - order: The number of words of an n-gram.
  ///   - limit: How many of the most frequent are kept.
  init(hypotheses: [[String]], references: [[[String]]], order: Int, limit: Int) {
    var (missing, added): ([String: Int], [String: Int]) = ([:], [:])
    for (index, hypothesis) in hypotheses.enumerated() {
      let own = Self.counts(hypothesis, order: order)
      let all = references.map { Self.counts($0[index], order: order) }
      for (words, count) in all[0] {
        let difference = count - own[words, default: 0]
        if difference > 0 { missing[words, default: 0] += difference }
      }
      for (words, count) in own {
        let difference = count - all.reduce(0) { max($0, $1[words, default: 0]) }
        if difference > 0 { added[words, default: 0] += difference }
      }
    }
    self.missing = Self.mostFrequent(missing, limit: limit)
    self.added = Self.mostFrequent(added, limit: limit)
  }

  private static func counts(_ words: [String], order: Int) -> [String: Int] {
    guard words.count >= order else { return [:] }
    return (0...(words.count - order)).reduce(into: [:]) { counts, start in
      counts[words[start..<(start + order)].joined(separator: " "), default: 0] += 1
    }
  }

  private static func mostFrequent(_ counts: [String: Int], limit: Int) -> [Entry] {
    counts.map { Entry(words: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.words) < ($0.count, $1.words) }
      .prefix(limit).map { $0 }
  }
}
