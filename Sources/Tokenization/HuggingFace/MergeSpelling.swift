/// The pieces of a merge as a file spells them; the memory serves one merge after the other.
struct MergeSpelling {
  /// The first piece, and the second from `middle` on.
  private var utf8: [UInt8] = []
  private var middle = 0

  /// Reads a list of two pieces or, in files older than `tokenizers` 0.20, `"a b"`.
  ///
  /// - Returns: False if something else stands there; the parser is then anywhere in it.
  mutating func read(_ parser: inout JSONParser) throws(JSONParser.Failure) -> Bool {
    utf8.removeAll(keepingCapacity: true)
    switch parser.nextSignificant() {
    case UInt8(ascii: "["): return try readList(&parser)
    case UInt8(ascii: "\""): return try readText(&parser)
    default: return false
    }
  }

  private mutating func readList(_ parser: inout JSONParser) throws(JSONParser.Failure) -> Bool {
    try parser.open()
    guard try parser.goesOn(afterItem: false, until: "]"), try readPiece(&parser) else {
      return false
    }
    middle = utf8.count
    guard try parser.goesOn(afterItem: true, until: "]"), try readPiece(&parser) else {
      return false
    }
    return try !parser.goesOn(afterItem: true, until: "]")
  }

  private mutating func readPiece(_ parser: inout JSONParser) throws(JSONParser.Failure) -> Bool {
    guard parser.nextSignificant() == UInt8(ascii: "\"") else { return false }
    try parser.appendString(to: &utf8)
    return true
  }

  private mutating func readText(_ parser: inout JSONParser) throws(JSONParser.Failure) -> Bool {
    try parser.appendString(to: &utf8)
    let space = UInt8(ascii: " ")
    guard let first = utf8.firstIndex(of: space), utf8.lastIndex(of: space) == first else {
      return false
    }
    utf8.remove(at: first)
    middle = first
    return true
  }

  /// The merge, or nil if a piece, or the one that both make, is not in the vocabulary.
  func merge(in vocabulary: Vocabulary) -> Merge? {
    let spelling = utf8.span
    guard let left = vocabulary.token(for: spelling.extracting(first: middle)),
      let right = vocabulary.token(for: spelling.extracting(droppingFirst: middle)),
      let merged = vocabulary.token(for: spelling)
    else { return nil }
    return Merge(left: left, right: right, merged: merged)
  }
}
