/// URLs, e-mail addresses, paths and numbers.
extension SpanReader {
  /// An address of which the byte here is a part.
  func address() -> FoundSpan? {
    let range =
      switch byte(0) {
      case UInt8(ascii: ":"): url
      case UInt8(ascii: "."): webAddress
      default: mailAddress
      }
    return range.map { FoundSpan($0, .open) }
  }

  /// A scheme before "://" here, and what follows.
  private var url: Range<Int>? {
    guard byte(1) == UInt8(ascii: "/"), byte(2) == UInt8(ascii: "/") else { return nil }
    var start = position
    while start > after, utf8[start - 1].isNameByte || utf8[start - 1].isOne(of: "+-.") {
      start -= 1
    }
    while start < position && !utf8[start].isLetter { start += 1 }
    guard start < position, let end = addressEnd(from: position + 3) else { return nil }
    return start..<end
  }

  /// "www" before the full stop here, and what follows.
  private var webAddress: Range<Int>? {
    let start = position - 3
    guard start >= after, utf8[start..<position].allSatisfy({ $0 | 0x20 == UInt8(ascii: "w") }),
      start == 0 || !(utf8.scalar(before: start)?.isWordPart ?? false),
      byte(1).isLetter || byte(1).isDigit
    else { return nil }
    return addressEnd(from: position + 1).map { start..<$0 }
  }

  /// The end of an address, without marks that belong to the sentence around it.
  private func addressEnd(from start: Int) -> Int? {
    var end = addressLimit(from: start)
    while end > start, let last = utf8.scalar(before: end), isDetached(last, at: end - 1, start) {
      end -= 1
    }
    return end > start ? end : nil
  }

  /// Where characters end that an address can have; templates in it can have any.
  private func addressLimit(from start: Int) -> Int {
    var end = start
    var brackets = OpenBrackets()
    while end < utf8.count {
      if utf8[end] == UInt8(ascii: "{"), let template = bracesEnd(from: end) {
        end = template
        continue
      }
      let (scalar, next) = utf8.decodeScalar(at: end)
      // Behind a quotation mark, the next one closes the quotation.
      let closes = scalar == "'" && isQuoted
      // A bracket that closes none of the address belongs to the sentence.
      guard scalar.isPartOfAddress, !closes, brackets.accept(scalar) else { break }
      end = next
    }
    return end
  }

  private var isQuoted: Bool {
    let start = utf8.runStart(before: position, limit: after) {
      $0.isASCIILetter || $0.isASCIIDigit
    }
    return utf8.scalar(before: start) == "'"
  }

  /// Whether the last mark of an address is the sentence's.
  private func isDetached(_ last: Unicode.Scalar, at index: Int, _ start: Int) -> Bool {
    switch last {
    case ";":
      // That of an entity stays with it.
      let name = utf8.runStart(before: index, limit: start) {
        $0.isASCIILetter || $0.isASCIIDigit || $0 == "#"
      }
      return name == index || utf8.scalar(before: name) != "&"
    case ".", ",", ":", "!", "?", "'", "*", "(", "[", "{": return true
    default: return false
    }
  }

  /// The e-mail address around the "@" here.
  private var mailAddress: Range<Int>? {
    var start = position
    while start > after, utf8[start - 1].isNameByte || utf8[start - 1].isOne(of: ".%+-") {
      start -= 1
    }
    while start < position && !utf8[start].isNameByte { start += 1 }
    var end = end(of: { $0.isLetter || $0.isDigit || $0.isOne(of: ".-") }, from: position + 1)
    while end > position, utf8[end - 1].isOne(of: ".-") { end -= 1 }
    guard start < position, holdsDomain(position..<end) else { return nil }
    let scheme = Array("mailto:".utf8)
    let hasScheme = start - scheme.count >= after && utf8.hasBytes(scheme, at: start - scheme.count)
    return (hasScheme ? start - scheme.count : start)..<end
  }

  /// Whether a name of letters stands behind a full stop, as the country does.
  private func holdsDomain(_ range: Range<Int>) -> Bool {
    let names = utf8[range].dropFirst().split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return names.first?.isEmpty == false
      && names.dropFirst().contains { $0.count > 1 && $0.allSatisfy(\.isLetter) }
  }

  /// A path with the separator here: "/usr/lib", "./a", "~/a", "C:\\a", "\\\\host\\a".
  func path() -> FoundSpan? {
    let start = utf8.runStart(before: position, limit: after, where: \.isPartOfPath)
    guard startsPath(start) else { return nil }
    var end = utf8.runEnd(from: position, where: \.isPartOfPath)
    while end > position, utf8[end - 1].isOne(of: ".,;:!?") { end -= 1 }
    guard end - position > 1 else { return nil }
    return FoundSpan(start..<end, .open)
  }

  private func startsPath(_ start: Int) -> Bool {
    let lead = Array(utf8[start..<position])
    if lead.isEmpty { return byte(1).isNameByte || byte(1).isOne(of: ".\\~") }
    return [".", "..", "~"].contains { Array($0.utf8) == lead }
      || lead.count == 2 && lead[0].isLetter && lead[1] == UInt8(ascii: ":")
  }

  /// The number that starts here: "1,234.50", "12:30", "3/4".
  func number() -> FoundSpan? {
    guard position == after || position == 0 || !utf8[position - 1].isDigit else { return nil }
    var end = end(of: \.isDigit, from: position)
    while at(end).isOne(of: ".,:/'"), at(end + 1).isDigit {
      end = self.end(of: \.isDigit, from: end + 1)
    }
    return FoundSpan(position..<end, .closed)
  }
}

/// How many brackets of each kind are open.
private struct OpenBrackets {
  private var round = 0
  private var square = 0
  private var curly = 0

  /// Counts a bracket; false for one that closes none.
  mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "(": round += 1
    case "[": square += 1
    case "{": curly += 1
    case ")": round -= 1
    case "]": square -= 1
    case "}": curly -= 1
    default: break
    }
    return min(round, square, curly) >= 0
  }
}

extension Unicode.Scalar {
  fileprivate var isPartOfAddress: Bool {
    if isASCII { return value > 0x20 && value < 0x7F && !"<>\"`|\\^".unicodeScalars.contains(self) }
    return isWordPart && !joinsFreely
  }

  fileprivate var isPartOfPath: Bool {
    if isASCII {
      return value > 0x20 && value < 0x7F && !"<>\"'`|()[]{}".unicodeScalars.contains(self)
    }
    return isWordPart && !joinsFreely
  }
}
