/// Turns places in bytes of a text into places in code points, and back.
struct CodePointOffsets {
  /// The code point that each byte belongs to, and after the last byte the count of them.
  private var codePoints: [Int] = []
  /// Where each code point begins, and after the last one the count of bytes.
  private var starts: [Int] = []

  init(_ text: String) {
    for byte in text.utf8 {
      if byte & 0xC0 != 0x80 { starts.append(codePoints.count) }
      codePoints.append(starts.count - 1)
    }
    starts.append(codePoints.count)
  }

  /// The code points of a range of bytes.
  func codePoints(of bytes: Range<Int>) -> Range<Int> {
    guard codePoints.indices.contains(bytes.lowerBound) else { return bytes }
    let start = codePoints[bytes.lowerBound]
    let end =
      bytes.upperBound < codePoints.count
      ? codePoints[bytes.upperBound] : starts.count - 1
    return start..<max(start, end)
  }

  /// The bytes of a range of code points.
  func bytes(of codePoints: Range<Int>) -> Range<Int> {
    let last = starts.count - 1
    let start = starts[min(codePoints.lowerBound, last)]
    return start..<max(start, starts[min(codePoints.upperBound, last)])
  }
}
