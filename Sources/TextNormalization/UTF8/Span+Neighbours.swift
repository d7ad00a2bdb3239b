/// Steps through valid UTF-8, one Unicode scalar at a time; broken bytes read as U+FFFD.
extension Span<UInt8> {
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
}

extension Unicode.Scalar {
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

  /// Whether the scalar separates words, as `ScalarSet.whiteSpace` has it.
  var isWhiteSpace: Bool {
    isASCII ? self == " " || "\t"..."\r" ~= self : ScalarSet.whiteSpace.contains(self)
  }

  var isASCIIDigit: Bool { "0"..."9" ~= self }
  var isASCIILetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }
}
