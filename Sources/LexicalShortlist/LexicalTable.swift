/// How likely each target token translates each source token.
package struct LexicalTable: Sendable {
  package let sourceVocabularyCount: Int
  /// What is known of each target token.
  private let columns: [TargetColumn]

  init(sourceVocabularyCount: Int, columns: [TargetColumn]) {
    self.sourceVocabularyCount = sourceVocabularyCount
    self.columns = columns
  }

  package var targetVocabularyCount: Int { columns.count }

  /// How many pairs of tokens the table holds.
  package var entryCount: Int { columns.reduce(0) { $0 + $1.entryCount } }

  /// p(t | s).
  ///
  /// - Parameters:
  ///   - target: t.
  ///   - source: s, or nil for NULL.
  /// - Returns: The probability; 0 for tokens that were never seen together.
  package func probability(of target: Int32, given source: Int32?) -> Float {
    let column = columns[Int(target)]
    return source.map(column.probability) ?? column.nullProbability
  }

  /// The most frequent target tokens of the corpus, most frequent first, and lower ones first where
  /// they are as frequent; tokens that do not occur are left out.
  package func mostFrequent(_ count: Int) -> [Int32] {
    let counts = columns.map(\.occurrenceCount)
    let seen = counts.indices.filter { counts[$0] > 0 }
    return seen.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(count).map { Int32($0) }
  }

  /// The most likely target tokens of each source token, most likely first, and lower ones first
  /// where they are as likely: `[sourceVocabularyCount]`.
  package func mostLikely(_ count: Int) -> [[Int32]] {
    var rows = [LikelyTokens](repeating: LikelyTokens(), count: sourceVocabularyCount)
    for (target, column) in columns.enumerated() {
      column.forEach { slot in
        guard slot.probability > 0 else { return }
        rows[Int(slot.source)].append(Int32(target), slot.probability, limit: count)
      }
    }
    return rows.map { $0.best(count) }
  }
}

/// The likeliest of tokens that come in ascending order.
private struct LikelyTokens {
  private var candidates: [(token: Int32, probability: Float)] = []

  mutating func append(_ token: Int32, _ probability: Float, limit: Int) {
    candidates.append((token, probability))
    // Cut seldom, so that a token costs little; some room for lists that never get so long.
    if candidates.count >= 2 * limit + 16 { candidates = sorted(limit) }
  }

  func best(_ count: Int) -> [Int32] { sorted(count).map(\.token) }

  private func sorted(_ count: Int) -> [(token: Int32, probability: Float)] {
    Array(
      candidates.sorted { ($1.probability, $0.token) < ($0.probability, $1.token) }.prefix(count))
  }
}
