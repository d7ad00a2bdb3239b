import TextNormalization

extension Vocabulary {
  /// Spells text in characters, or in bytes where the vocabulary lacks a character.
  ///
  /// - Parameters:
  ///   - range: The place of the text.
  ///   - utf8: Valid UTF-8.
  ///   - append: Is given each token.
  @inline(__always)
  func spell(_ range: Range<Int>, of utf8: Span<UInt8>, _ append: (TokenID) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, byteCount) = utf8.scalar(at: position)
      let token = characterTokens.token(of: scalar)
      if token != CharacterTokens.none {
        append(token)
      } else {
        for index in position..<position + byteCount {
          append(byteTokens[Int(utf8[index])])
        }
      }
      position += byteCount
    }
  }

  /// The tokens by the text that they spell, without those of bytes and those that spell nothing.
  var tokensByText: [[UInt8]: TokenID] {
    let others = specialTokens.union(byteTokenSet)
    let spelled = (0..<TokenID(surfaces.count)).filter { !others.contains($0) }
    return Dictionary(
      spelled.map { (Array(surfaces[$0]), $0) }, uniquingKeysWith: { first, _ in first })
  }
}
