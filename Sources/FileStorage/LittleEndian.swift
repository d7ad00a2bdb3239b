extension Span<UInt8> {
  /// The unsigned number that `byteCount` bytes from `position` on hold, lowest byte first.
  @inline(__always)
  package func littleEndian(at position: Int, byteCount: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<byteCount {
      number |= UInt64(self[position + index]) << UInt64(8 * index)
    }
    return number
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, lowest first.
  package var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> Self(8 * $0)) }
  }
}
