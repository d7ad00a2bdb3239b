/// What programs fill in.
extension SpanReader {
  /// A placeholder that starts here.
  func placeholder() -> FoundSpan? {
    let end =
      switch byte(0) {
      case UInt8(ascii: "{"): bracesEnd(from: position)
      case UInt8(ascii: "%"): formatEnd ?? environmentEnd
      // "${name}" of shells and "#{name}" of Ruby.
      default: byte(1) == UInt8(ascii: "{") ? closing("}", from: position + 2) : nil
      }
    return end.map { FoundSpan(position..<$0, .closed) }
  }

  /// Where `{{…}}`, `{%…%}`, `{name}` or `{count, plural, …}` ends.
  func bracesEnd(from start: Int) -> Int? {
    switch at(start + 1) {
    case UInt8(ascii: "{"):
      guard let end = closing("}}", from: start + 2) else { return nil }
      // Three braces of Mustache.
      return at(start + 2) == UInt8(ascii: "{") && at(end) == UInt8(ascii: "}") ? end + 1 : end
    case UInt8(ascii: "%"): return closing("%}", from: start + 2)
    default: return fieldEnd(from: start + 1)
    }
  }

  /// Where a field ends that has no space within, or one of ICU's messages with all its branches.
  private func fieldEnd(from start: Int) -> Int? {
    var index = start
    while at(index).isSpace { index += 1 }
    let nameStart = index
    while at(index).isNameByte { index += 1 }
    let hasName = index > nameStart
    let nameEnd = index
    while at(index).isSpace { index += 1 }
    if hasName && at(index) == UInt8(ascii: ",") { return balancedEnd(from: index) }
    if index > nameEnd && at(index) != UInt8(ascii: "}") { return nil }
    while index < utf8.count, index - start < longestPlaceholder, !at(index).isSpace {
      if at(index) == UInt8(ascii: "{") { return nil }
      index += 1
      if at(index - 1) == UInt8(ascii: "}") { return index }
    }
    return nil
  }

  /// Behind the brace that closes the one before a position.
  private func balancedEnd(from start: Int) -> Int? {
    var depth = 1
    for index in start..<min(start + longestMessage, utf8.count) {
      if utf8[index] == UInt8(ascii: "{") { depth += 1 }
      if utf8[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// Behind the first occurrence of some bytes.
  func closing(_ bytes: String, from start: Int, within limit: Int = longestPlaceholder) -> Int? {
    let bytes = Array(bytes.utf8)
    let end = min(start + limit, utf8.count - bytes.count + 1)
    guard start < end else { return nil }
    for index in start..<end where utf8.hasBytes(bytes, at: index) { return index + bytes.count }
    return nil
  }

  /// Where a conversion of `printf` ends, or one with a name: `%s`, `%1$-5.2f`, `%(name)s`, `%%`.
  private var formatEnd: Int? {
    var index = position + 1
    if at(index) == UInt8(ascii: "%") { return index + 1 }
    if at(index) == UInt8(ascii: "{") { return closing("}", from: index + 1) }
    if at(index) == UInt8(ascii: "(") {
      guard let end = closing(")", from: index + 1) else { return nil }
      index = end
    }
    let digitsEnd = end(of: \.isDigit, from: index)
    if digitsEnd > index && at(digitsEnd) == UInt8(ascii: "$") { index = digitsEnd + 1 }
    index = end(of: { $0.isOne(of: "-+0#'") }, from: index)
    index = end(of: { $0.isDigit || $0 == UInt8(ascii: "*") }, from: index)
    if at(index) == UInt8(ascii: ".") {
      index = end(of: { $0.isDigit || $0 == UInt8(ascii: "*") }, from: index + 1)
    }
    index = end(of: { $0.isOne(of: "hlLqjzt") }, from: index)
    guard at(index).isOne(of: "diouxXeEfFgGaAcCsSpn@") else { return nil }
    // "50%off" is a share and no conversion.
    let isShare = position > 0 && utf8[position - 1].isDigit && index == position + 1
    return isShare && at(index + 1).isLetter ? nil : index + 1
  }

  /// Where `%NAME%` ends.
  private var environmentEnd: Int? {
    let nameEnd = end(of: \.isNameByte, from: position + 1)
    return nameEnd > position + 1 && at(nameEnd) == UInt8(ascii: "%") ? nameEnd + 1 : nil
  }

  func end(of isMember: (UInt8) -> Bool, from start: Int) -> Int {
    var index = start
    while index < utf8.count && isMember(utf8[index]) { index += 1 }
    return index
  }
}

let longestPlaceholder = 200
private let longestMessage = 4000
