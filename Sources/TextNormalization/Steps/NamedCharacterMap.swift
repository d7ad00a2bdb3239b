/// The character map of a SentencePiece model, and what people call it.
public struct NamedCharacterMap: Equatable, Sendable {
  /// A name for messages, such as `nmt_nfkc`.
  public let name: String
  package let map: CharacterMap

  /// Names a map.
  package init(_ map: CharacterMap, name: String) {
    self.map = map
    self.name = name
  }

  /// Whether the rules are equal, whatever they are called.
  public static func == (left: NamedCharacterMap, right: NamedCharacterMap) -> Bool {
    left.map == right.map
  }
}

extension CharacterMap {
  /// Applies the longest rule at each place, from the left.
  func edit(_ text: Span<UInt8>, into output: inout EditedText) {
    var keptStart = 0
    var position = 0
    while position < text.count {
      position += inertCount(in: text, from: position)
      guard position < text.count else { break }
      guard let (byteCount, replacement) = longestMatch(in: text, at: position) else {
        position += text.scalar(at: position).byteCount
        continue
      }
      output.keep(keptStart..<position, of: text)
      output.replace(position..<(position + byteCount), with: replacement)
      position += byteCount
      keptStart = position
    }
    output.keep(keptStart..<text.count, of: text)
  }
}
