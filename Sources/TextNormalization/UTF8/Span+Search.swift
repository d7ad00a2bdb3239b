extension Span<UInt8> {
  /// Where a byte stands first, from an offset on.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    var offset = start
    while offset < count {
      if self[offset] == byte { return offset }
      offset += 1
    }
    return nil
  }

  /// Whether some bytes stand at an offset.
  func hasBytes(_ bytes: [UInt8], at start: Int) -> Bool {
    guard start + bytes.count <= count else { return false }
    for offset in bytes.indices where self[start + offset] != bytes[offset] { return false }
    return true
  }
}
