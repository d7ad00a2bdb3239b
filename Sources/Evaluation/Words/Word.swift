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
  @inline(__always)
  init(_ extent: Range<Int>, in bytes: Span<UInt8>) {
    let (start, end) = (extent.lowerBound, extent.upperBound)
    var key: UInt64 = 0
    if end >= 8 {
      // Eight bytes at once, less those before the word.
      let tail = bytes.extracting(end - 8..<end)
      for index in 0..<8 { key = key << 8 | UInt64(tail[index]) }
      key &= UInt64.max &>> UInt64(8 * max(0, 8 - (end - start)))
    } else {
      for index in extent { key = key << 8 | UInt64(bytes[index]) }
    }
    self.init(start: start, end: end, key: key)
  }

  var start: Int { Int(startOffset) }
  var end: Int { Int(endOffset) }
  var extent: Range<Int> { start..<end }
  var count: Int { end - start }

  /// A number that is 0 for words of the same length with the same last eight bytes.
  @inline(__always)
  func difference(from other: Word) -> UInt64 {
    (key ^ other.key) | UInt64(truncatingIfNeeded: count ^ other.count)
  }

  /// A number that is 0 for words of at most eight bytes.
  @inline(__always)
  var lengthSign: UInt64 { UInt64(bitPattern: Int64(8 - count) >> 63) }

  /// Whether a word of the same length has the same bytes before the last eight.
  @inline(__always)
  func startEquals(_ other: Word, in bytes: Span<UInt8>) -> Bool {
    guard count > 8 else { return true }
    for index in 0..<count - 8 where bytes[start + index] != bytes[other.start + index] {
      return false
    }
    return true
  }
}
