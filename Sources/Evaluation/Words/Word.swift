/// A word of a line in a ``WordBuffer``.
struct Word {
  private let startOffset: UInt32
  private let endOffset: UInt32
  /// The last eight bytes, the last one lowest; fewer if there are fewer.
  let key: UInt64

  /// A word.
  ///
  /// - Parameters:
  ///   - start: The offset of its first byte.
  ///   - end: The offset behind its last byte.
  ///   - key: What its bytes, shifted in one after the other, make.
  init(start: Int, end: Int, key: UInt64) {
    startOffset = UInt32(truncatingIfNeeded: start)
    endOffset = UInt32(truncatingIfNeeded: end)
    self.key = key
  }

  /// The word of an extent.
  init(_ extent: Range<Int>, in bytes: Span<UInt8>) {
    var key: UInt64 = 0
    for index in extent { key = key << 8 | UInt64(bytes[index]) }
    self.init(start: extent.lowerBound, end: extent.upperBound, key: key)
  }

  var start: Int { Int(startOffset) }
  var end: Int { Int(endOffset) }
  var extent: Range<Int> { start..<end }
  var count: Int { end - start }

  /// Whether two words have the same bytes.
  @inline(__always)
  func equals(_ other: Word, in bytes: Span<UInt8>) -> Bool {
    guard key == other.key, count == other.count else { return false }
    if count <= 8 { return true }
    for index in 0..<count - 8 where bytes[start + index] != bytes[other.start + index] {
      return false
    }
    return true
  }
}
