/// A JSON text without some long values, whose parts are read when they are wanted, one by one.
///
/// A tokenizer's merges and pieces are thousands; as values they would take more time and memory
/// than all the rest.
struct JSONOutline {
  /// The text's value, with null in the place of each that was passed over.
  let value: JSON
  private let bytes: [UInt8]
  private let unread: [String: Range<Int>]

  /// Reads a text, and passes over the values of some members of the root's members.
  ///
  /// - Parameters:
  ///   - bytes: The UTF-8 of the text.
  ///   - names: What the members are called.
  /// - Throws: `JSONParser.Failure` if the text, as far as it is read, is not JSON.
  init(of bytes: [UInt8], passingOver names: Set<String>) throws(JSONParser.Failure) {
    var parser = JSONParser(bytes, passingOver: names)
    value = try parser.wholeText()
    self.bytes = bytes
    unread = parser.unread
  }

  /// About how many parts a value has: as many as it would have if all took some bytes.
  func likelyCount(_ name: String, bytesPerPart: Int) -> Int {
    (unread[name]?.count ?? 0) / bytesPerPart
  }

  /// Reads a value that was passed over as a whole; null if there is none of that name.
  func value(_ name: String) throws(JSONParser.Failure) -> JSON {
    guard let place = unread[name] else { return .null }
    return try JSONParser(bytes).value(at: place.lowerBound)
  }

  /// Reads a list that was passed over.
  ///
  /// - Parameters:
  ///   - name: The name of the member.
  ///   - body: Reads one element with the parser, or throws.
  /// - Returns: Whether there is such a member, and it is a list.
  /// - Throws: `JSONParser.Failure` if the list is not JSON, or the closure's error.
  func readList(_ name: String, _ body: (inout JSONParser) throws -> Void) throws -> Bool {
    try read(name, from: "[", to: "]", body)
  }

  /// Reads an object that was passed over.
  ///
  /// - Parameters:
  ///   - name: The name of the member.
  ///   - body: Is given each of the object's members.
  /// - Returns: Whether there is such a member, and it is an object.
  /// - Throws: `JSONParser.Failure` if the object is not JSON, or the closure's error.
  func readObject(_ name: String, _ body: (JSON.Member) throws -> Void) throws -> Bool {
    try read(name, from: "{", to: "}") { parser in try body(try parser.member()) }
  }

  private func read(
    _ name: String, from open: Unicode.Scalar, to close: Unicode.Scalar,
    _ body: (inout JSONParser) throws -> Void
  ) throws -> Bool {
    guard let place = unread[name], bytes[place.lowerBound] == UInt8(ascii: open) else {
      return false
    }
    var parser = JSONParser(bytes, from: place.lowerBound)
    try parser.open()
    var isFirst = true
    while try parser.goesOn(afterItem: !isFirst, until: close) {
      isFirst = false
      try body(&parser)
    }
    return true
  }
}

extension JSONParser {
  /// Goes past a value, of which only the ends of strings and lists are looked at.
  ///
  /// - Returns: Where it stands.
  mutating func passOver() throws(Failure) -> Range<Int> {
    _ = nextSignificant()
    let start = position
    var depth = 0
    repeat {
      switch nextSignificant() {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""): try passOverString()
      case nil: throw failure("a closing bracket")
      default: break
      }
      position += 1
    } while depth > 0
    // A number or a word is no list, and may be longer than a byte.
    while let byte = next, Self.isLiteral(byte) { position += 1 }
    return start..<position
  }

  /// Goes from the opening quote of a string to its closing one.
  private mutating func passOverString() throws(Failure) {
    position += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard next != nil else { throw failure("a closing quote") }
  }
}
