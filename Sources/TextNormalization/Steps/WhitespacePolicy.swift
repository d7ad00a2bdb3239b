/// What is done to whitespace, that is to characters of Unicode's property White_Space.
public enum WhitespacePolicy: String, CaseIterable, Sendable {
  /// Each run becomes one U+0020, and none is left at the ends.
  case collapse
  /// None is left at the ends.
  case trim
}

extension WhitespacePolicy {
  func edit(_ text: Span<UInt8>, into output: inout EditedText) {
    var keptStart = 0
    var position = 0
    while position < text.count {
      let end = text.endOfWhitespace(from: position)
      guard end > position else {
        position += text.scalar(at: position).byteCount
        continue
      }
      if let replacement = replacement(for: position..<end, in: text) {
        output.keep(keptStart..<position, of: text)
        output.replace(position..<end, with: replacement)
        keptStart = end
      }
      position = end
    }
    output.keep(keptStart..<text.count, of: text)
  }

  /// What stands for a run of whitespace, or nil if it stays.
  private func replacement(for run: Range<Int>, in text: Span<UInt8>) -> [UInt8]? {
    if run.lowerBound == 0 || run.upperBound == text.count { return [] }
    let isOneSpace = run.count == 1 && text[run.lowerBound] == 0x20
    return self == .trim || isOneSpace ? nil : [0x20]
  }
}

extension Span<UInt8> {
  /// Where the whitespace ends that begins at a position: there, if none does.
  func endOfWhitespace(from start: Int) -> Int {
    var position = start
    while position < count {
      // Most characters are told by their first byte: only these begin one of whitespace.
      switch self[position] {
      case 0x09...0x0D, 0x20:
        position += 1
      case 0xC2, 0xE1, 0xE2, 0xE3:
        let (value, byteCount) = scalar(at: position)
        guard let scalar = Unicode.Scalar(value), ScalarSet.whiteSpace.contains(scalar) else {
          return position
        }
        position += byteCount
      default:
        return position
      }
    }
    return position
  }
}
