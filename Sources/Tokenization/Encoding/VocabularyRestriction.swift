/// Keeps text to the pieces that are frequent enough in its language.
///
/// A joint vocabulary holds pieces that one of the languages hardly has; a model sees them too
/// seldom on that side to learn them. They are cut again into the pieces that they were merged
/// from, until all are frequent enough (subword-nmt's vocabulary threshold). Characters and bytes
/// always remain.
public struct VocabularyRestriction: Sendable {
  /// What a piece that is too rare is cut into.
  private let parts: [TokenID: [TokenID]]

  /// Finds the pieces that are too rare.
  ///
  /// - Parameters:
  ///   - encoder: The tokenizer that learned the merges.
  ///   - counts: How often each token occurs in text of the language.
  ///   - threshold: How often a piece must occur.
  package init(of encoder: BytePairEncoder, counts: [Int], threshold: Int) {
    precondition(counts.count == encoder.vocabularyCount, "a count for each piece is wanted")
    var parts: [TokenID: [TokenID]] = [:]
    // Merges stand in the order of their rank, so the parts of a piece come before it.
    for merge in encoder.merges where counts[Int(merge.merged)] < threshold {
      let (left, right) = (parts[merge.left], parts[merge.right])
      parts[merge.merged] = (left ?? [merge.left]) + (right ?? [merge.right])
    }
    self.parts = parts
  }

  /// The same text in pieces that are all frequent enough.
  public func restricted(_ tokens: [TokenID]) -> [TokenID] {
    guard tokens.contains(where: { parts[$0] != nil }) else { return tokens }
    return tokens.flatMap { parts[$0] ?? [$0] }
  }
}
