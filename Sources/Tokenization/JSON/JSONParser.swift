/// Reads a JSON text (RFC 8259), and says at which line it is none.
package struct JSONParser {
  /// What was wanted, and the line where something else stands.
  package struct Failure: Error {
    package let line: Int
    package let problem: String
  }

  // Deep nesting would otherwise exhaust the stack; tokenizer files have seven levels.
  private static let maximumDepth = 64

  let bytes: [UInt8]
  var position: Int
  private var depth = 0
  /// The names of members of members whose values are passed over, and where these were.
  private let unreadNames: Set<String>
  private(set) var unread: [String: Range<Int>] = [:]

  /// Makes a parser that reads from a position on.
  init(_ bytes: [UInt8], from position: Int = 0, passingOver unreadNames: Set<String> = []) {
    self.bytes = bytes
    self.position = position
    self.unreadNames = unreadNames
  }

  /// Reads a text that is one value.
  ///
  /// - Parameter bytes: The UTF-8 of the text.
  /// - Returns: The value.
  /// - Throws: `Failure` if the text is not JSON.
  package static func value(of bytes: [UInt8]) throws(Failure) -> JSON {
    var parser = JSONParser(bytes)
    return try parser.wholeText()
  }

  /// Reads a value that nothing follows.
  mutating func wholeText() throws(Failure) -> JSON {
    let value = try value()
    guard nextSignificant() == nil else { throw failure("the end of the file") }
    return value
  }

  /// Reads the value at a position and goes nowhere.
  func value(at position: Int) throws(Failure) -> JSON {
    var parser = JSONParser(bytes, from: position)
    return try parser.value()
  }

  private mutating func value() throws(Failure) -> JSON {
    switch nextSignificant() {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case UInt8(ascii: "\""): return .string(try string())
    default: return try literal()
    }
  }

  // Not one generic function: the runtime would look up its types again for every list.

  private mutating func members() throws(Failure) -> [JSON.Member] {
    try open()
    var members: [JSON.Member] = []
    while try goesOn(afterItem: !members.isEmpty, until: "}") { members.append(try member()) }
    return members
  }

  private mutating func elements() throws(Failure) -> [JSON] {
    try open()
    var elements: [JSON] = []
    while try goesOn(afterItem: !elements.isEmpty, until: "]") { elements.append(try value()) }
    return elements
  }

  mutating func member() throws(Failure) -> JSON.Member {
    guard nextSignificant() == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
    let name = try string()
    guard takeSignificant(":") else { throw failure("a colon after the name") }
    guard depth == 2, unreadNames.contains(name) else {
      return JSON.Member(name: name, value: try value())
    }
    unread[name] = try passOver()
    return JSON.Member(name: name, value: .null)
  }

  /// Goes past an opening bracket.
  mutating func open() throws(Failure) {
    position += 1
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw failure("at most \(Self.maximumDepth) nested levels")
    }
  }

  /// Goes past a closing bracket, or past the comma before another item.
  mutating func goesOn(
    afterItem: Bool, until close: Unicode.Scalar
  ) throws(Failure) -> Bool {
    if takeSignificant(close) {
      depth -= 1
      return false
    }
    guard !afterItem || takeSignificant(",") else { throw failure("a comma or \(close)") }
    return true
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

  static func isLiteral(_ byte: UInt8) -> Bool {
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

  // MARK: Bytes

  var next: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// The next byte that is not whitespace, moved to but not past.
  mutating func nextSignificant() -> UInt8? {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
    return next
  }

  mutating func takeSignificant(_ scalar: Unicode.Scalar) -> Bool {
    _ = nextSignificant()
    return take(scalar)
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  func failure(_ wanted: String) -> Failure {
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
