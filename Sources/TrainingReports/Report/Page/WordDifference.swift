/// Which words of a text are not in another one, in order.
enum WordDifference {
  /// A word, and whether it is new.
  struct Word: Equatable {
    var text: String
    var isNew: Bool
  }

  /// The words of a text; those outside the longest common subsequence are new.
  static func words(of text: String, comparedWith previous: String) -> [Word] {
    let (old, new) = (split(previous), split(text))
    let added = Set(
      new.difference(from: old).insertions.compactMap { change -> Int? in
        guard case .insert(let offset, _, _) = change else { return nil }
        return offset
      })
    return new.indices.map { Word(text: new[$0], isNew: added.contains($0)) }
  }

  private static func split(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
