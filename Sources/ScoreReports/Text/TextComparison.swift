/// Which words of a translation its reference has not, and the other way round, in order.
struct TextComparison {
  /// The translation in pieces, of which every second one is not in the reference.
  let hypothesis: [String]
  /// The reference in pieces, of which every second one is not in the translation.
  let reference: [String]
  /// How many words and marks differ.
  let differenceCount: Int

  /// Compares by the longest common subsequence.
  init(_ hypothesis: String, with reference: String) {
    let (new, old) = (CutText(hypothesis), CutText(reference))
    let difference = new.tokens.difference(from: old.tokens)
    self.hypothesis = new.pieces(marking: Set(difference.insertions.map(\.offset)))
    self.reference = old.pieces(marking: Set(difference.removals.map(\.offset)))
    differenceCount = difference.count
  }

  /// Compares with the nearest reference.
  ///
  /// - Returns: The comparison and the position of the reference, the first of several as near.
  static func nearest(
    _ hypothesis: String, among references: [String]
  ) -> (comparison: TextComparison, reference: Int) {
    var best = (comparison: TextComparison(hypothesis, with: references[0]), reference: 0)
    for index in references.indices.dropFirst() {
      let comparison = TextComparison(hypothesis, with: references[index])
      if comparison.differenceCount < best.comparison.differenceCount {
        best = (comparison, index)
      }
    }
    return best
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
