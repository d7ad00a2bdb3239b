/// A JSON text without some long lists, whose elements are read when they are wanted, one by one.
///
/// A tokenizer has as many merges as pieces; as values they would take more time than all the rest.
struct JSONOutline {
  /// The text's value, with null in the place of each list that was passed over.
  let value: JSON
  private let bytes: [UInt8]
  private let lists: [String: Range<Int>]

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
    lists = parser.unread
  }

  /// About how many elements a list has: as many as it would have if all took some bytes.
  func likelyCount(_ name: String, bytesPerElement: Int) -> Int {
    (lists[name]?.count ?? 0) / bytesPerElement
  }

  /// Reads a list that was passed over.
  ///
  /// - Parameters:
  ///   - name: The name of the member.
  ///   - body: Reads one element with the parser, or throws.
  /// - Returns: Whether there is such a member, and it is a list.
  /// - Throws: `JSONParser.Failure` if the list is not JSON, or the closure's error.
  func readList(_ name: String, _ body: (inout JSONParser) throws -> Void) throws -> Bool {
    guard let place = lists[name], bytes[place.lowerBound] == UInt8(ascii: "[") else {
      return false
    }
    var parser = JSONParser(bytes, from: place.lowerBound)
    try parser.open()
    var isFirst = true
    while try parser.goesOn(afterItem: !isFirst, until: "]") {
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
