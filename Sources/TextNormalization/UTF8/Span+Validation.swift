extension ArraySlice<UInt8> {
  /// How many bytes at the start are whole characters of valid UTF-8.
  package var validUTF8PrefixCount: Int { span.validUTF8PrefixCount(in: 0..<count) }
}

extension Span<UInt8> {
  /// How many bytes from the start of a range are whole characters of valid UTF-8.
  func validUTF8PrefixCount(in range: Range<Int>) -> Int {
    var position = range.lowerBound
    while position < range.upperBound {
      if self[position] < 0x80 {
        position += 1
        continue
      }
      guard let count = multibyteCharacterCount(at: position, end: range.upperBound) else { break }
      position += count
    }
    return position - range.lowerBound
  }

  /// How many bytes the character takes that begins with a byte beyond ASCII, or nil if none does.
  ///
  /// The ranges are those of table 3-7 of the Unicode standard: nothing spelled longer than it
  /// needs, no surrogate, nothing beyond U+10FFFF.
  @inline(__always)
  private func multibyteCharacterCount(at position: Int, end: Int) -> Int? {
    let second: ClosedRange<UInt8>
    let count: Int
    switch self[position] {
    case 0xC2...0xDF: (second, count) = (0x80...0xBF, 2)
    case 0xE0: (second, count) = (0xA0...0xBF, 3)
    case 0xED: (second, count) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, count) = (0x80...0xBF, 3)
    case 0xF0: (second, count) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, count) = (0x80...0xBF, 4)
    case 0xF4: (second, count) = (0x80...0x8F, 4)
    default: return nil
    }
    guard position + count <= end, second.contains(self[position + 1]) else { return nil }
    for continuation in (position + 2)..<(position + max(count, 2))
    where self[continuation] & 0xC0 != 0x80 {
      return nil
    }
    return count
  }
}
