/// Steps through the UTF-8 of a string, one Unicode scalar at a time.
extension [UInt8] {
  /// The scalar that starts at a byte, and the offset behind it.
  func decodeScalar(at start: Int) -> (scalar: Unicode.Scalar, end: Int) {
    let lead = self[start]
    guard lead >= 0x80 else { return (Unicode.Scalar(lead), start + 1) }
    let byteCount = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let end = Swift.min(start + byteCount, count)
    var value = UInt32(lead) & (0xFF >> UInt32(byteCount + 1))
    for offset in (start + 1)..<end { value = value << 6 | UInt32(self[offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", end)
  }

  /// The scalar that ends before a byte, and the offset of its first byte.
  func decodeScalar(before end: Int) -> (scalar: Unicode.Scalar, start: Int) {
    var start = end - 1
    while start > 0 && end - start < 4 && self[start] & 0xC0 == 0x80 { start -= 1 }
    return (decodeScalar(at: start).scalar, start)
  }

  /// The scalar before a byte, nil at the start.
  func scalar(before end: Int) -> Unicode.Scalar? {
    end > 0 ? decodeScalar(before: end).scalar : nil
  }

  /// The scalar at a byte, nil at the end.
  func scalar(at start: Int) -> Unicode.Scalar? {
    start < count ? decodeScalar(at: start).scalar : nil
  }

  /// Where the run of scalars ends that starts at a byte.
  func runEnd(
    from start: Int, limit: Int? = nil, where isMember: (Unicode.Scalar) -> Bool
  ) -> Int {
    let limit = limit ?? count
    var position = start
    while position < limit {
      let (scalar, end) = decodeScalar(at: position)
      guard isMember(scalar) else { break }
      position = end
    }
    return position
  }

  /// Where the run of scalars starts that ends before a byte.
  func runStart(
    before end: Int, limit: Int = 0, where isMember: (Unicode.Scalar) -> Bool
  ) -> Int {
    var position = end
    while position > limit {
      let (scalar, start) = decodeScalar(before: position)
      guard isMember(scalar) else { break }
      position = start
    }
    return position
  }

  /// A range without the scalars at its ends that belong to a class.
  func trimming(_ range: Range<Int>, where isMember: (Unicode.Scalar) -> Bool) -> Range<Int> {
    let start = runEnd(from: range.lowerBound, limit: range.upperBound, where: isMember)
    return start..<runStart(before: range.upperBound, limit: start, where: isMember)
  }

  /// Whether some bytes stand at an offset.
  func hasBytes(_ bytes: [UInt8], at start: Int) -> Bool {
    guard start >= 0, start + bytes.count <= count else { return false }
    for offset in bytes.indices where self[start + offset] != bytes[offset] { return false }
    return true
  }

  /// Where a byte stands first in a range.
  func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    for offset in range where self[offset] == byte { return offset }
    return nil
  }

  /// Whether a range holds a letter.
  func hasLetter(in range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, end) = decodeScalar(at: position)
      if scalar.isLetter { return true }
      position = end
    }
    return false
  }
}

extension Unicode.Scalar {
  var isASCIILetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }

  var isASCIIDigit: Bool { "0"..."9" ~= self }

  var isLetter: Bool { isASCII ? isASCIILetter : properties.isAlphabetic }

  /// Whether the scalar can be part of a word: a letter, a mark or a numeral.
  var isWordPart: Bool {
    if isASCII { return isASCIIDigit || isASCIILetter }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }

  var isMark: Bool {
    guard value >= 0x300 else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Whether the scalar has Unicode's property White_Space.
  var isWhite: Bool { isASCII ? self == " " || "\t"..."\r" ~= self : properties.isWhitespace }

  /// Whether a text is cut here: a control character or a separator of lines.
  ///
  /// Escape sequences are protected text.
  var isBreak: Bool {
    value < 0x20 && self != "\u{1B}" || "\u{7F}"..."\u{9F}" ~= self || self == "\u{2028}"
      || self == "\u{2029}"
  }

  /// Whether the scalar is set aside at the ends of a text: nothing is seen of it.
  var isBlank: Bool {
    if isWhite || isBreak { return true }
    switch value {
    case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: return true
    default: return false
    }
  }

  /// Whether words of the scalar's script stand side by side without a space, or take endings
  /// directly behind a foreign word.
  var joinsFreely: Bool {
    guard value >= 0xE00 else { return false }
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x9FFF,
      0xA960...0xA97F, 0xA9E0...0xA9FE, 0xAA60...0xAA7F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
      0xFF66...0xFFDC, 0x1AFF0...0x1B16F, 0x20000...0x3FFFF:
      return true
    default: return false
    }
  }

  var opens: Bool {
    if isASCII { return self == "(" || self == "[" }
    switch properties.generalCategory {
    case .openPunctuation, .initialPunctuation: return true
    default: return false
    }
  }

  /// Whether the scalar ends a sentence.
  var isStop: Bool {
    switch self {
    case ".", "!", "?", "…", "。", "！", "？", "।", "؟": true
    default: false
    }
  }
}
