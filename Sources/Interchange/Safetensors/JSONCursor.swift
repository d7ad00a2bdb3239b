/// Reads JSON from front to back, where the caller says what must come next.
///
/// Depth is thus bounded by the caller, and names that occur twice are refused: decoders into
/// dictionaries would keep one of the two values, and different programs different ones.
struct JSONCursor {
  private let bytes: [UInt8]
  /// Where `bytes` start in the file, for errors.
  private let origin: Int
  private var position = 0

  init(_ bytes: [UInt8], origin: Int) {
    self.bytes = bytes
    self.origin = origin
  }

  /// Reads `{"name": member, …}`; `member` reads the value of the name that it is given.
  mutating func readObject(
    _ member: (inout JSONCursor, String) throws(SafetensorsDefect) -> Void
  ) throws(SafetensorsDefect) {
    var names: Set<String> = []
    try readList(from: "{", to: "}") { cursor throws(SafetensorsDefect) in
      let name = try cursor.readString()
      guard names.insert(name).inserted else { throw .duplicateName(name) }
      try cursor.skip(":")
      try member(&cursor, name)
    }
  }

  /// Reads `[1, 2, …]`.
  mutating func readIntegers() throws(SafetensorsDefect) -> [Int] {
    var integers: [Int] = []
    try readList(from: "[", to: "]") { cursor throws(SafetensorsDefect) in
      integers.append(try cursor.readInteger())
    }
    return integers
  }

  /// Reads a whole number from 0 to `Int.max`.
  mutating func readInteger() throws(SafetensorsDefect) -> Int {
    skipWhitespace()
    let digits = bytes[position...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let hasLeadingZero = digits.count > 1 && digits.first == UInt8(ascii: "0")
    guard !hasLeadingZero, let integer = Int(String(decoding: digits, as: UTF8.self)) else {
      throw unexpected(wanted: "a whole number of at most \(Int.max)")
    }
    position += digits.count
    return integer
  }

  /// Reads nothing but white space up to the end.
  mutating func readEnd() throws(SafetensorsDefect) {
    skipWhitespace()
    guard position == bytes.count else { throw unexpected(wanted: "the end of the header") }
  }

  /// Reads a comma-separated list between two brackets.
  private mutating func readList(
    from opening: Unicode.Scalar, to closing: Unicode.Scalar,
    element: (inout JSONCursor) throws(SafetensorsDefect) -> Void
  ) throws(SafetensorsDefect) {
    try skip(opening)
    if skipIfPresent(closing) { return }
    repeat { try element(&self) } while skipIfPresent(",")
    try skip(closing)
  }

  private mutating func skip(_ character: Unicode.Scalar) throws(SafetensorsDefect) {
    guard skipIfPresent(character) else { throw unexpected(wanted: "“\(character)”") }
  }

  private mutating func skipIfPresent(_ character: Unicode.Scalar) -> Bool {
    skipWhitespace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while position < bytes.count, isWhitespace(bytes[position]) { position += 1 }
  }

  private func unexpected(wanted: String) -> SafetensorsDefect {
    .unexpectedJSON(position: origin + position, wanted: wanted)
  }
}

// MARK: Strings

extension JSONCursor {
  /// Reads a string in quotation marks, with its escapes.
  mutating func readString() throws(SafetensorsDefect) -> String {
    try skip("\"")
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw unexpected(wanted: "UTF-8 before this end of a string")
        }
        position += 1
        return string
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: Array(String(try readEscape()).utf8))
      case 0..<0x20:
        throw unexpected(wanted: "an escape instead of a control character")
      default:
        position += 1
        text.append(byte)
      }
    }
    throw unexpected(wanted: "the end of a string")
  }

  /// Reads what follows a backslash.
  private mutating func readEscape() throws(SafetensorsDefect) -> Unicode.Scalar {
    if skipUnicodeMark() { return try readUnicodeEscape() }
    guard position < bytes.count, let scalar = escapes[bytes[position]] else {
      throw unexpected(wanted: "an escape of JSON")
    }
    position += 1
    return scalar
  }

  /// Reads four hexadecimal digits, or twice four with `\u` between them for a scalar above U+FFFF.
  private mutating func readUnicodeEscape() throws(SafetensorsDefect) -> Unicode.Scalar {
    var units = [try readUnit()]
    if UTF16.isLeadSurrogate(units[0]), position < bytes.count, bytes[position] == backslash {
      position += 1
      guard skipUnicodeMark() else { throw unexpected(wanted: "the second half of a surrogate") }
      units.append(try readUnit())
    }
    guard let scalar = String(validating: units, as: UTF16.self)?.unicodeScalars.first else {
      throw unexpected(wanted: "two halves of a surrogate before this place")
    }
    return scalar
  }

  private mutating func readUnit() throws(SafetensorsDefect) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    // A sign would be a part of the number, but not of JSON.
    let areDigits = digits.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, areDigits, let unit = UInt16(text, radix: 16) else {
      throw unexpected(wanted: "four hexadecimal digits")
    }
    position += 4
    return unit
  }

  private mutating func skipUnicodeMark() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "u") else { return false }
    position += 1
    return true
  }
}

private func isWhitespace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

private let backslash = UInt8(ascii: "\\")

private let escapes: [UInt8: Unicode.Scalar] = [
  UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
  UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
  UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
]
