/// A rule that replaces each occurrence of a literal, from left to right, as `s/…/…/g` does.
///
/// Neighbours that a rule asks for stay in the text, but no other match of the same rule may use
/// them: in "1 2 3" only the first space stands between two digits.
struct Substitution: Equatable, Sendable {
  let literal: [UInt8]
  let replacement: [UInt8]
  /// Which byte of the literal to search for: the last that is no space, since spaces abound.
  private let anchor: Int
  /// What must stand before the literal, if anything.
  let before: CharacterKind?
  /// What must stand after the literal, if anything.
  let after: CharacterKind?
  /// What goes with the literal: the longest run of such characters after it.
  let swallowed: CharacterKind?

  init(
    _ literal: String, _ replacement: String, after: CharacterKind? = nil,
    between neighbours: CharacterKind? = nil, follows before: CharacterKind? = nil,
    swallowing swallowed: CharacterKind? = nil
  ) {
    precondition(!literal.isEmpty, "a rule replaces something")
    self.literal = Array(literal.utf8)
    self.replacement = Array(replacement.utf8)
    anchor = self.literal.lastIndex { $0 != UInt8(ascii: " ") } ?? 0
    self.before = before ?? neighbours
    self.after = after ?? neighbours
    self.swallowed = swallowed
  }

  /// The first match at or after a position.
  func firstMatch(in utf8: Span<UInt8>, from floor: Int) -> RuleMatch? {
    var start = floor
    while let found = utf8.firstOffset(of: literal[anchor], from: start + anchor) {
      if let match = match(in: utf8, at: found - anchor, floor: floor) { return match }
      start = found - anchor + 1
    }
    return nil
  }

  private func match(in utf8: Span<UInt8>, at start: Int, floor: Int) -> RuleMatch? {
    var end = start + literal.count
    guard utf8.hasBytes(literal, at: start), hasNeighbourBefore(start, in: utf8, floor: floor)
    else { return nil }
    if let swallowed { end = swallowed.runEnd(in: utf8, from: end) }
    guard let after else { return RuleMatch(replaced: start..<end, end: end) }

    guard end < utf8.count else { return nil }
    let neighbour = utf8.decodeScalar(at: end)
    guard after.contains(neighbour.scalar) else { return nil }
    return RuleMatch(replaced: start..<end, end: neighbour.end)
  }

  private func hasNeighbourBefore(_ start: Int, in utf8: Span<UInt8>, floor: Int) -> Bool {
    guard let before else { return true }
    guard start > floor else { return false }
    return before.contains(utf8.decodeScalar(before: start).scalar)
  }
}

/// Where a rule applies.
struct RuleMatch: Equatable {
  /// The bytes that the replacement stands for.
  let replaced: Range<Int>
  /// Where the search for the next match goes on.
  let end: Int
}
