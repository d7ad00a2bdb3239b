/// The class of each character under one rule, in tables.
struct CharacterClasses: Sendable {
  /// For each byte of UTF-8 the class of the character that it is, or of all that it begins.
  ///
  /// `edge` where these differ, so that the character has to be looked at. A byte that continues a
  /// character is a letter, for only letters are passed by without a look.
  let byBytes: [CharacterClass]
  /// For each byte 1 where the splitter has to look at it, 0 where it is a letter or a digit.
  private let breakBits: [UInt8]
  /// Whether a space is whitespace.
  let hasSpaces: Bool
  /// The classes of the characters below U+10000.
  private let basic: [CharacterClass]
  private let classify: @Sendable (Unicode.Scalar) -> CharacterClass

  init(_ classify: @escaping @Sendable (Unicode.Scalar) -> CharacterClass) {
    self.classify = classify
    let basic = (0..<0x10000).map { Unicode.Scalar($0 as UInt32).map(classify) ?? .letter }
    self.basic = basic
    let byBytes = (0..<0x100).map { byte -> CharacterClass in
      switch byte {
      case 0..<0x80: basic[byte]
      case 0x80..<0xC2: .letter
      case 0xC2..<0xE0: Self.common(basic[(byte & 0x1F) << 6..<(byte & 0x1F) << 6 + 0x40])
      case 0xE0: Self.common(basic[0x800..<0x1000])
      case 0xE1..<0xF0: Self.common(basic[(byte & 0x0F) << 12..<(byte & 0x0F) << 12 + 0x1000])
      default: .edge
      }
    }
    self.byBytes = byBytes
    breakBits = byBytes.map { $0 == .letter || $0 == .digit ? 0 : 1 }
    hasSpaces = basic[0x20] == .whitespace
  }

  /// Letter where all of these are letters.
  private static func common(_ classes: ArraySlice<CharacterClass>) -> CharacterClass {
    classes.allSatisfy { $0 == .letter } ? .letter : .edge
  }

  /// Finds the bytes that are neither letters nor digits, nor parts of such.
  ///
  /// - Parameter bytes: At most 64.
  /// - Returns: A bit for each byte, the first one lowest.
  @inline(__always)
  func breaks(in bytes: Span<UInt8>) -> UInt64 {
    let breakBits = breakBits.span
    precondition(breakBits.count == 0x100)
    var breaks: UInt64 = 0
    var start = 0
    while start + 8 <= bytes.count {
      let block = bytes.extracting(start..<start + 8)
      var bits: UInt64 = 0
      for index in 0..<8 { bits |= UInt64(breakBits[Int(block[index])]) &<< UInt64(index) }
      breaks |= bits &<< UInt64(start)
      start += 8
    }
    for index in start..<bytes.count {
      breaks |= UInt64(breakBits[Int(bytes[index])]) &<< UInt64(index)
    }
    return breaks
  }

  /// Looks at a character.
  ///
  /// - Parameters:
  ///   - offset: The offset of the first byte of a character.
  ///   - bytes: UTF-8, well formed.
  /// - Returns: The class of the character, and the offset where the next one begins.
  @inline(__always)
  func character(
    at offset: Int, in bytes: Span<UInt8>
  ) -> (characterClass: CharacterClass, end: Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (byBytes[Int(lead)], offset + 1) }
    let (value, end) = scalarValue(at: offset, in: bytes)
    if value < 0x10000 { return (basic[Int(value)], end) }
    return (Unicode.Scalar(value).map(classify) ?? .letter, end)
  }
}

/// Decodes a character.
///
/// - Parameters:
///   - offset: The offset of the first byte of a character.
///   - bytes: UTF-8, well formed.
/// - Returns: The character, and the offset where the next one begins.
@inline(__always)
func scalarValue(at offset: Int, in bytes: Span<UInt8>) -> (value: UInt32, end: Int) {
  let lead = UInt32(bytes[offset])
  if lead < 0x80 { return (lead, offset + 1) }
  let second = UInt32(bytes[offset + 1]) & 0x3F
  if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, offset + 2) }
  let third = second << 6 | UInt32(bytes[offset + 2]) & 0x3F
  if lead < 0xF0 { return ((lead & 0x0F) << 12 | third, offset + 3) }
  return ((lead & 0x07) << 18 | third << 6 | UInt32(bytes[offset + 3]) & 0x3F, offset + 4)
}
