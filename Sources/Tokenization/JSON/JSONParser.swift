/// Reads a JSON text (RFC 8259), and says at which line it is none.
package struct JSONParser {
  /// What was wanted, and the line where something else stands.
  package struct Failure: Error {
    package let line: Int
    package let problem: String
  }

  // Deep nesting would otherwise exhaust the stack; tokenizer files have seven levels.
  private static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads a text that is one value.
  ///
  /// - Parameter bytes: The UTF-8 of the text.
  /// - Returns: The value.
  /// - Throws: `Failure` if the text is not JSON.
  package static func value(of bytes: [UInt8]) throws(Failure) -> JSON {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    guard parser.nextSignificant() == nil else { throw parser.failure("the end of the file") }
    return value
  }

  private mutating func value() throws(Failure) -> JSON {
    switch nextSignificant() {
    case UInt8(ascii: "{"):
      return .object(try list(closedBy: "}") { (parser) throws(Failure) in try parser.member() })
    case UInt8(ascii: "["):
      return .array(try list(closedBy: "]") { (parser) throws(Failure) in try parser.value() })
    case UInt8(ascii: "\""): return .string(try string())
    default: return try literal()
    }
  }

  private mutating func member() throws(Failure) -> JSON.Member {
    guard nextSignificant() == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
    let name = try string()
    guard takeSignificant(":") else { throw failure("a colon after the name") }
    return JSON.Member(name: name, value: try value())
  }

  /// Reads a bracketed list from its opening bracket to its closing one.
  private mutating func list<Item>(
    closedBy close: Unicode.Scalar, item: (inout JSONParser) throws(Failure) -> Item
  ) throws(Failure) -> [Item] {
    position += 1
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw failure("at most \(Self.maximumDepth) nested levels")
    }
    var items: [Item] = []
    while !takeSignificant(close) {
      guard items.isEmpty || takeSignificant(",") else { throw failure("a comma or \(close)") }
      items.append(try item(&self))
    }
    depth -= 1
    return items
  }

  /// Reads `null`, `true`, `false` or a number.
  private mutating func literal() throws(Failure) -> JSON {
    let start = position
    while let byte = next, Self.isLiteral(byte) { position += 1 }
    if let number = bytes[start..<position].wholeNumber { return .number(number) }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      // `Double` also reads other spellings, such as `0x10` and `infinity`.
      guard bytes[start..<position].allSatisfy(Self.isNumberPart), let number = Double(word) else {
        throw failure("a JSON value")
      }
      return .number(number)
    }
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
    default: false
    }
  }

  private static func isNumberPart(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "0"..."9", "+", "-", ".", "E", "e": true
    default: false
    }
  }

  // MARK: Strings

  /// Reads a string from its opening quote to its closing one.
  private mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    skipPlainCharacters()
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try text(of: bytes[start..<position])
    }
    var content = Array(bytes[start..<position])
    while let byte = next {
      guard byte >= 0x20 else { throw failure("an escape for the control character") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        return try text(of: content[...])
      case UInt8(ascii: "\\"): content += Array(String(try escape()).utf8)
      default: content.append(byte)
      }
    }
    throw failure("a closing quote")
  }

  /// Skips what stands for itself: up to a quote, an escape or a control character.
  private mutating func skipPlainCharacters() {
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      position += 1
    }
  }

  private func text(of utf8: ArraySlice<UInt8>) throws(Failure) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw failure("a string in UTF-8")
    }
    return text
  }

  /// Reads an escape from after its backslash.
  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("an escape") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try unicodeEscape()
    default: throw failure("an escape such as \\n or \\u00e9")
    }
  }

  /// Reads four hexadecimal digits, and the second half if they are that of a surrogate pair.
  private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(first), take("\\"), take("u") else {
      throw failure("a surrogate pair")
    }
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else { throw failure("a surrogate pair") }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func codeUnit() throws(Failure) -> UInt16 {
    let digits = bytes.dropFirst(position).prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits") }
    position += 4
    return unit
  }

  // MARK: Bytes

  private var next: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// The next byte that is not whitespace, moved to but not past.
  private mutating func nextSignificant() -> UInt8? {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
    return next
  }

  private mutating func takeSignificant(_ scalar: Unicode.Scalar) -> Bool {
    _ = nextSignificant()
    return take(scalar)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private func failure(_ wanted: String) -> Failure {
    let line = 1 + bytes.prefix(position).count { $0 == UInt8(ascii: "\n") }
    return Failure(line: line, problem: "this is not JSON: \(wanted) is wanted")
  }
}

extension ArraySlice<UInt8> {
  /// The number that some digits stand for, of which there are few enough for an exact one.
  ///
  /// Most numbers of a vocabulary are such, and take no text to be made of them.
  fileprivate var wholeNumber: Double? {
    guard (1...15).contains(count) else { return nil }
    var number = 0
    for byte in self {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = 10 * number + Int(byte - UInt8(ascii: "0"))
    }
    return Double(number)
  }
}
