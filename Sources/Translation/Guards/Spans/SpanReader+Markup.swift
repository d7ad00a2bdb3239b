/// Tags and entities.
extension SpanReader {
  /// A tag, a comment or an instruction that starts here.
  func tag() -> FoundSpan? {
    if utf8.hasBytes(Array("<!--".utf8), at: position) {
      return closing("-->", from: position + 4, within: longestTag).map { found($0, .alone) }
    }
    if byte(1).isOne(of: "!?") && byte(2).isLetter {
      return closing(">", from: position + 2, within: longestTag).map { found($0, .alone) }
    }
    let isClosing = byte(1) == UInt8(ascii: "/")
    let nameStart = position + (isClosing ? 2 : 1)
    let nameEnd = end(of: { $0.isNameByte || $0.isOne(of: "-:.") }, from: nameStart)
    guard nameEnd > nameStart, at(nameStart).isNameByte, let end = tagEnd(from: nameEnd) else {
      return nil
    }
    // Some formats number their tags: "<0>". Anything else behind a number is no tag.
    guard at(nameStart).isLetter || end - nameEnd <= 2 else { return nil }
    let name = utf8[nameStart..<nameEnd].map { $0 | 0x20 }
    let isAlone = at(end - 2) == UInt8(ascii: "/") || voidTags.contains(name)
    return found(end, isClosing ? .closing : isAlone ? .alone : .opening, name)
  }

  private func found(_ end: Int, _ role: MarkupTag.Role, _ name: [UInt8] = []) -> FoundSpan {
    var span = FoundSpan(position..<end, .touching)
    span.tags = [MarkupTag(name: name, role: role)]
    return span
  }

  /// Behind the ">" of a tag whose name ends here; quotation marks hide others.
  private func tagEnd(from start: Int) -> Int? {
    if at(start) == UInt8(ascii: ">") { return start + 1 }
    if at(start) == UInt8(ascii: "/") {
      return at(start + 1) == UInt8(ascii: ">") ? start + 2 : nil
    }
    guard at(start).isSpace else { return nil }
    var quote: UInt8?
    for index in start..<min(start + longestTag, utf8.count) {
      let byte = utf8[index]
      if byte == quote {
        quote = nil
      } else if quote == nil {
        if byte == UInt8(ascii: ">") { return index + 1 }
        if byte == UInt8(ascii: "<") { return nil }
        if byte.isOne(of: "\"'") && utf8[index - 1] == UInt8(ascii: "=") { quote = byte }
      }
    }
    return nil
  }

  /// An entity that starts here.
  func entity() -> FoundSpan? {
    let nameStart = position + (byte(1) == UInt8(ascii: "#") ? 2 : 1)
    let nameEnd = end(of: \.isNameByte, from: nameStart)
    guard (1...32).contains(nameEnd - nameStart), at(nameEnd) == UInt8(ascii: ";") else {
      return nil
    }
    let name = utf8[nameStart..<nameEnd]
    return FoundSpan(
      position..<(nameEnd + 1), markEntities.contains(Array(name)) ? .touching : .closed)
  }
}

private let longestTag = 4000

/// Tags of HTML that have no partner.
private let voidTags: Set<[UInt8]> = names(
  "area base br col embed hr img input link meta param source track wbr")

/// Entities for marks that stand beside words; others are letters in them, as in "R&amp;D".
private let markEntities: Set<[UInt8]> = names(
  "nbsp ensp emsp thinsp quot lt gt laquo raquo ldquo rdquo lsquo rsquo bdquo sbquo lsaquo rsaquo "
    + "ndash mdash hellip bull middot rarr larr shy zwsp br")

private func names(_ list: String) -> Set<[UInt8]> {
  Set(list.split(separator: " ").map { Array($0.utf8) })
}
