/// Pictures, escape sequences, and what the vocabulary cannot spell.
extension SpanReader {
  /// A run of pictures, an escape sequence or a character that cannot be spelled.
  func symbol(spelling: inout Spelling) -> FoundSpan? {
    if byte(0) == 0x1B { return escapeSequence }
    let (scalar, end) = utf8.decodeScalar(at: position)
    if scalar.completesPicture, position > after, let start = pictureStart {
      return FoundSpan(start..<pictureEnd(from: end), .touching)
    }
    if scalar.isPicture { return FoundSpan(position..<pictureEnd(from: end), .touching) }
    guard !spelling.canSpell(scalar) else { return nil }
    let isInWord = scalar.isWordPart && !scalar.joinsFreely
    var span = FoundSpan(
      position..<utf8.runEnd(from: end, where: \.continuesPicture), isInWord ? .closed : .touching)
    span.isUnspellable = true
    return span
  }

  /// A sequence for terminals, such as a change of colour, or what is left of one.
  private var escapeSequence: FoundSpan {
    var sequenceEnd = position + 1
    if byte(1) == UInt8(ascii: "[") {
      let end = end(of: { $0.isDigit || $0.isOne(of: ";:?") }, from: position + 2)
      if at(end).isLetter { sequenceEnd = end + 1 }
    }
    return FoundSpan(position..<sequenceEnd, .touching)
  }

  /// The start of the character before this mark, as of "1" in a keycap, where it can be a picture.
  private var pictureStart: Int? {
    let (base, start) = utf8.decodeScalar(before: position)
    let isBase = base.isASCIIDigit || base == "#" || base == "*" || base.properties.isEmoji
    return isBase && start >= after ? start : nil
  }

  private func pictureEnd(from start: Int) -> Int {
    utf8.runEnd(from: start) { $0.isPicture || $0.continuesPicture }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a picture or an arrow, which is in no language and all of them.
  fileprivate var isPicture: Bool {
    guard value >= 0x2190 else { return false }
    if value <= 0x21FF || value >= 0x1F000 && properties.isEmoji { return true }
    return properties.generalCategory == .otherSymbol && !joinsFreely
  }

  /// Whether the scalar makes a picture of what stands before it.
  fileprivate var completesPicture: Bool { self == "\u{FE0F}" || self == "\u{20E3}" }

  /// Whether the scalar belongs to the one before: a mark, a joiner, a variant, a tag, a skin tone.
  var continuesPicture: Bool {
    switch value {
    case 0x200D, 0xFE00...0xFE0F, 0x20E3, 0xE0020...0xE007F, 0x1F3FB...0x1F3FF: true
    default: isMark
    }
  }
}
