import TextNormalization

extension BytePairEncoder {
  /// The tokens of a text, each with the bytes that it stands for.
  ///
  /// The tokens of the bytes of a character share the character's place. The space that goes before
  /// every text is no part of it, so a token of that space alone stands for nothing.
  package func locatedTokens(_ text: String) -> [LocatedToken] {
    let aligned = normalizer.aligned(text)
    let utf8 = Array(aligned.text.utf8)
    var encoder = LineEncoder(self, normalizer: Normalizer(steps: []), isCached: false)
    var tokens: [TokenID] = []
    encoder.append(aligned.text, to: &tokens)

    var position = -1  // that of the space before the text
    return tokens.map { token in
      let end = position + vocabulary.surfaces[token].count
      defer { position = end }
      let isByte = vocabulary.byteTokenSet.contains(token)
      let place = isByte ? utf8.character(at: position) : max(position, 0)..<end
      return LocatedToken(token: token, bytes: aligned.originalBytes(of: place))
    }
  }
}

extension [UInt8] {
  /// The bytes of the character that one of them belongs to, in valid UTF-8.
  fileprivate func character(at position: Int) -> Range<Int> {
    var start = position
    while self[start].isContinuation { start -= 1 }
    var end = position + 1
    while end < count, self[end].isContinuation { end += 1 }
    return start..<end
  }
}

extension UInt8 {
  fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
}

extension LocatedToken {
  /// The Characters of the original text that the token stands for.
  ///
  /// - Parameter text: The text that was tokenised.
  /// - Returns: Its part, widened to whole Characters; empty where the token stands for none.
  public func characterRange(in text: String) -> Range<String.Index> {
    var lower = text.utf8.index(text.startIndex, offsetBy: bytes.lowerBound)
    while String.Index(lower, within: text) == nil { lower = text.utf8.index(before: lower) }
    guard !bytes.isEmpty else { return lower..<lower }
    var upper = text.utf8.index(text.startIndex, offsetBy: bytes.upperBound)
    while String.Index(upper, within: text) == nil { upper = text.utf8.index(after: upper) }
    return lower..<upper
  }
}
