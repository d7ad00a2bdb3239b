/// The rules on a quotation mark beside a full stop or comma, which no literal can express.
enum QuoteRule: Equatable, Sendable {
  /// English: `",.` becomes `,."`.
  case marksFirst
  /// German, Spanish, French: `."` becomes `".`, unless a tag or nothing at all follows.
  ///
  /// A line that Moses reads has its line feed yet, which counts as something that follows.
  case quoteFirst(whitespace: CharacterKind, lineEnds: Bool)

  /// The first match at or after a position.
  func firstMatch(in utf8: Span<UInt8>, from floor: Int) -> RuleMatch? {
    var start = floor
    while let quote = utf8.firstOffset(of: quotationMark, from: start) {
      if let match = match(in: utf8, at: quote, floor: floor) { return match }
      start = quote + 1
    }
    return nil
  }

  /// The bytes that go in the place of a match: the mark moved to the other end.
  func replacement(for match: RuleMatch, in utf8: Span<UInt8>) -> [UInt8] {
    let bytes = match.replaced.map { utf8[$0] }
    switch self {
    case .marksFirst: return bytes.dropFirst() + [quotationMark]
    case .quoteFirst: return [quotationMark] + bytes.dropLast()
    }
  }

  private func match(in utf8: Span<UInt8>, at quote: Int, floor: Int) -> RuleMatch? {
    switch self {
    case .marksFirst:
      var end = quote + 1
      while end < utf8.count, utf8[end] == fullStop || utf8[end] == comma { end += 1 }
      return end > quote + 1 ? RuleMatch(replaced: quote..<end, end: end) : nil
    case .quoteFirst(let whitespace, let lineEnds):
      var start = quote
      while start > floor, utf8[start - 1] == fullStop { start -= 1 }
      guard start < quote else { return nil }
      let spaceEnd = whitespace.runEnd(in: utf8, from: quote + 1)
      guard let end = continuationEnd(in: utf8, quote: quote, spaceEnd: spaceEnd, lineEnds)
      else { return nil }
      return RuleMatch(replaced: start..<(quote + 1), end: end)
    }
  }

  /// Where `\s*[^<]` ends: behind one more character, or else behind the last space.
  private func continuationEnd(
    in utf8: Span<UInt8>, quote: Int, spaceEnd: Int, _ lineEnds: Bool
  ) -> Int? {
    if spaceEnd < utf8.count, utf8[spaceEnd] != lessThanSign {
      return utf8.decodeScalar(at: spaceEnd).end
    }
    let isFollowed = spaceEnd > quote + 1 || (lineEnds && spaceEnd == utf8.count)
    return isFollowed ? spaceEnd : nil
  }
}

private let quotationMark = UInt8(ascii: "\"")
private let fullStop = UInt8(ascii: ".")
private let comma = UInt8(ascii: ",")
private let lessThanSign = UInt8(ascii: "<")
