extension Span where Element == UInt8 {
  /// The character at a position where one begins in valid UTF-8, and how many bytes it takes.
  @inlinable @inline(__always)
  package func scalar(at position: Int) -> (value: UInt32, byteCount: Int) {
    let lead = UInt32(self[position])
    if lead < 0x80 { return (lead, 1) }
    let second = continuation(at: position + 1)
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = continuation(at: position + 2)
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    let fourth = continuation(at: position + 3)
    return ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
  }

  @usableFromInline @inline(__always)
  package func continuation(at position: Int) -> UInt32 { UInt32(self[position] & 0x3F) }
}
