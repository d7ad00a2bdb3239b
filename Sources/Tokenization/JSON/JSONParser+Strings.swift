extension JSONParser {
  /// Reads a string from its opening quote to its closing one.
  mutating func string() throws(Failure) -> String {
    position += 1
    let start = position
    skipPlainCharacters()
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try text(of: bytes[start..<position])
    }
    var content = Array(bytes[start..<position])
    try appendRest(to: &content)
    return try text(of: content[...])
  }

  /// Reads a string as `string` does, but appends its bytes, which need not be UTF-8.
  mutating func appendString(to content: inout [UInt8]) throws(Failure) {
    position += 1
    let start = position
    skipPlainCharacters()
    content.append(contentsOf: bytes[start..<position])
    try appendRest(to: &content)
  }

  /// Reads from inside a string to its closing quote.
  private mutating func appendRest(to content: inout [UInt8]) throws(Failure) {
    while let byte = next {
      guard byte >= 0x20 else { throw failure("an escape for the control character") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return
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
    // Quicker than `String(validating:)`: what is no UTF-8 comes out as something else.
    let text = String(decoding: utf8, as: UTF8.self)
    guard text.utf8.elementsEqual(utf8) else { throw failure("a string in UTF-8") }
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
}
