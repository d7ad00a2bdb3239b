/// A token that is looked for in text before anything else is done to it.
struct AddedToken: Sendable {
  let content: String
  /// Whether it counts only where no word goes on beside it.
  let isSingleWord: Bool
  /// Whether it takes the whitespace before it, or after it.
  let stripsLeft: Bool
  let stripsRight: Bool
  /// Whether it is looked for in normalised text.
  let isNormalized: Bool
  /// Whether it spells nothing when tokens are turned back into text.
  let isSpecial: Bool

  init(_ field: JSONField) throws {
    content = try field["content"].text()
    isSingleWord = try field["single_word"].flag()
    stripsLeft = try field["lstrip"].flag()
    stripsRight = try field["rstrip"].flag()
    isNormalized = try field["normalized"].flag()
    isSpecial = try field["special"].flag()
    _ = try field["id"].token()
  }
}
