/// Characters, escapes and properties.
extension RegexParser {
  mutating func atom() throws(Failure) -> RegexNode {
    guard let scalar = cursor.next else { return .empty }
    cursor.advance()
    switch scalar {
    case "(": return try group()
    case "[": return .set(cased(try bracketed()))
    case ".": return .set(.complement(.scalar("\n")))
    case "^": return .anchor(.lineStart)
    case "$": return .anchor(.lineEnd)
    case "\\": return try escaped()
    case "*", "+", "?": throw Failure(problem: "a repetition of nothing")
    default: return .set(cased(.scalar(scalar)))
    }
  }

  func cased(_ set: CharacterSet) -> CharacterSet {
    ignoresCase ? .ignoringCase(set) : set
  }

  /// Refuses text without regard to case where several letters are another case of one: ß and ss.
  func checkCase(of node: RegexNode, after last: RegexNode?) throws(Failure) {
    guard case .set(.ignoringCase(.range(let second))) = node else { return }
    guard Unicode.Scalar(second.lowerBound).map(\.isOneCaseOfMany) != true else {
      throw Failure(problem: "a character that several letters are another case of")
    }
    guard case .set(.ignoringCase(.range(let first))) = last else { return }
    let pair = [first.lowerBound, second.lowerBound].compactMap(Unicode.Scalar.init)
    let folded = String(String.UnicodeScalarView(pair.map(\.caseFolded)))
    if Self.pairsOfOneLetter.contains(folded) {
      throw Failure(problem: "letters that one character is another case of")
    }
  }

  private static let pairsOfOneLetter: Set<String> = ["ss", "ff", "fi", "fl", "st"]

  mutating func escaped() throws(Failure) -> RegexNode {
    if let anchor = cursor.next.flatMap(Self.anchor) {
      cursor.advance()
      return .anchor(anchor)
    }
    return .set(cased(try escapedSet()))
  }

  private static func anchor(_ scalar: Unicode.Scalar) -> RegexAnchor? {
    switch scalar {
    case "A": .textStart
    case "z": .textEnd
    case "Z": .textEndOrLastNewline
    case "b": .wordBoundary
    case "B": .noWordBoundary
    default: nil
    }
  }

  /// Reads a class or a character from after its backslash.
  mutating func escapedSet() throws(Failure) -> CharacterSet {
    guard let scalar = cursor.next else { throw Failure(problem: "a backslash at the end") }
    if let set = Self.classes[scalar] {
      cursor.advance()
      return set
    }
    switch scalar {
    case "p", "P":
      cursor.advance()
      let set = try property()
      return scalar == "p" ? set : .complement(set)
    default: return .scalar(try escapedScalar())
    }
  }

  private static let hexDigits = CharacterSet.union([
    .range(0x30...0x39), .range(0x41...0x46), .range(0x61...0x66),
  ])

  private static let classes: [Unicode.Scalar: CharacterSet] = [
    "s": .property(.whiteSpace), "S": .complement(.property(.whiteSpace)),
    "w": .property(.word), "W": .complement(.property(.word)),
    "d": .property(.category(.decimalNumber)),
    "D": .complement(.property(.category(.decimalNumber))),
    "h": hexDigits, "H": .complement(hexDigits),
  ]

  /// Reads a property from after its `\p`.
  mutating func property() throws(Failure) -> CharacterSet {
    guard cursor.take("{") else { throw Failure(problem: "a property without braces") }
    let isComplement = cursor.take("^")
    let name = cursor.takeWhile { $0 != "}" }
    guard cursor.take("}"), let property = CharacterProperty.named(name) else {
      throw Failure(problem: "the property \"\(name)\"")
    }
    return isComplement ? .complement(.property(property)) : .property(property)
  }

  mutating func escapedScalar() throws(Failure) -> Unicode.Scalar {
    guard let scalar = cursor.next else { throw Failure(problem: "a backslash at the end") }
    cursor.advance()
    switch scalar {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "f": return "\u{C}"
    case "v": return "\u{B}"
    case "a": return "\u{7}"
    case "e": return "\u{1B}"
    case "0" where cursor.next?.isASCIIDigit != true: return "\0"
    case "x": return cursor.take("{") ? try hex(1...8, closedBy: "}") : try hex(1...2)
    case "u": return try hex(4...4)
    default:
      guard !scalar.isASCIILetter, !scalar.isASCIIDigit else {
        throw Failure(problem: "the escape \"\\\(scalar)\"")
      }
      return scalar
    }
  }

  mutating func hex(
    _ counts: ClosedRange<Int>, closedBy close: String? = nil
  ) throws(Failure) -> Unicode.Scalar {
    let digits = cursor.takeWhile(upTo: counts.upperBound, Self.hexDigits.contains)
    guard counts.contains(digits.unicodeScalars.count), let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value), close.map({ cursor.take($0) }) ?? true
    else { throw Failure(problem: "an escape that is no character") }
    return scalar
  }
}
