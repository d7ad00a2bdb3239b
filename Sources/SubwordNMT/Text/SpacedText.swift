/// The rules by which subword-nmt reads text: words stand between spaces and ends of lines.
///
/// Tabs and all other whitespace belong to words. Lines of text end where Python's `splitlines`
/// ends them: behind a CR, a form feed, U+0085 or U+2028 too, which end the last word of their
/// line, except for a CR, which is stripped. Lines of codes and vocabularies end at a line feed.
enum SpacedText {
  static let space = UInt8(ascii: " ")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Calls the body with each line that ends at a line feed, which is included.
  static func forEachLine(in file: Span<UInt8>, _ body: (Range<Int>) throws -> Void) rethrows {
    var start = 0
    for position in file.indices where file[position] == lineFeed {
      try body(start..<position + 1)
      start = position + 1
    }
    if start < file.count { try body(start..<file.count) }
  }

  /// Calls the body with each line of text, its end included.
  static func forEachTextLine(
    in text: Span<UInt8>, _ body: (Range<Int>) throws -> Void
  ) rethrows {
    var start = 0
    var position = 0
    while position < text.count {
      let length = text.lineEndLength(at: position)
      position += max(length, 1)
      guard length > 0 else { continue }
      try body(start..<position)
      start = position
    }
    if start < text.count { try body(start..<text.count) }
  }

  /// Calls the body with each word of a text.
  static func forEachWord(in text: Span<UInt8>, _ body: (Range<Int>) throws -> Void) rethrows {
    try forEachTextLine(in: text) { line in
      try forEachField(of: stripped(line, of: text), of: text, body)
    }
  }

  /// Calls the body with each stretch without spaces.
  static func forEachField(
    of range: Range<Int>, of text: Span<UInt8>, _ body: (Range<Int>) throws -> Void
  ) rethrows {
    var start = range.lowerBound
    for position in range where text[position] == space {
      if start < position { try body(start..<position) }
      start = position + 1
    }
    if start < range.upperBound { try body(start..<range.upperBound) }
  }

  /// What remains of a range without the spaces and line ends on both sides.
  static func stripped(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isStripped(text[start]) { start += 1 }
    while start < end, isStripped(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isStripped(_ byte: UInt8) -> Bool {
    byte == space || byte == lineFeed || byte == carriageReturn
  }
}

extension Span<UInt8> {
  /// How many bytes the character has that begins at a position; at least one.
  func characterLength(at position: Int) -> Int {
    let length =
      switch self[position] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    return Swift.min(length, count - position)
  }

  /// How many bytes the end of a line has that begins at a position, or 0 if none does.
  func lineEndLength(at position: Int) -> Int {
    switch self[position] {
    case 0x0D: return position + 1 < count && self[position + 1] == 0x0A ? 2 : 1
    case 0x0A...0x0C, 0x1C...0x1E: return 1
    case 0xC2: return position + 1 < count && self[position + 1] == 0x85 ? 2 : 0
    case 0xE2:
      guard position + 2 < count, self[position + 1] == 0x80 else { return 0 }
      return self[position + 2] & 0xFE == 0xA8 ? 3 : 0
    default: return 0
    }
  }

  /// How many bytes the whitespace character has that begins at a position, as Python's `\s` sees
  /// it, or 0 if none does.
  func whitespaceLength(at position: Int) -> Int {
    guard position < count else { return 0 }
    let length = characterLength(at: position)
    switch length {
    case 1: return Self.isWhitespace(UInt32(self[position])) ? 1 : 0
    case 2:
      let scalar = UInt32(self[position] & 0x1F) << 6 | continuation(at: position + 1)
      return Self.isWhitespace(scalar) ? 2 : 0
    case 3:
      let scalar =
        UInt32(self[position] & 0x0F) << 12 | continuation(at: position + 1) << 6
        | continuation(at: position + 2)
      return Self.isWhitespace(scalar) ? 3 : 0
    default: return 0
    }
  }

  private func continuation(at position: Int) -> UInt32 { UInt32(self[position] & 0x3F) }

  private static func isWhitespace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }
}
