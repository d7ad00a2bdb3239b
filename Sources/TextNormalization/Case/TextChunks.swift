/// The chunks of a line between white space and tags, in order.
struct TextChunks {
  private var position = 0
  /// Where the line's last ">" stands: no tag ends behind it.
  private let lastTagEnd: Int

  /// Begins at the start of a line, which every later call must give again.
  init(_ utf8: Span<UInt8>) {
    var end = utf8.count
    while end > 0 && utf8[end - 1] != greaterThanSign { end -= 1 }
    lastTagEnd = end - 1
  }

  mutating func next(in utf8: Span<UInt8>) -> Range<Int>? {
    while position < utf8.count {
      let start = position
      if let end = tagEnd(in: utf8, at: start) {
        position = end
      } else if let end = chunkEnd(in: utf8, from: start) {
        position = end
        return start..<end
      } else {
        position = utf8.decodeScalar(at: start).end
      }
    }
    return nil
  }

  /// Where the chunk ends that starts here, or nil if white space stands here.
  private func chunkEnd(in utf8: Span<UInt8>, from start: Int) -> Int? {
    var chunkEnd = start
    while chunkEnd < utf8.count {
      let (scalar, end) = utf8.decodeScalar(at: chunkEnd)
      if scalar.isWhiteSpace { break }
      if chunkEnd > start && isTag(in: utf8, at: chunkEnd) { break }
      chunkEnd = end
    }
    return chunkEnd > start ? chunkEnd : nil
  }

  /// Whether "<", something other than white space, and later ">" stand here.
  private func isTag(in utf8: Span<UInt8>, at start: Int) -> Bool {
    guard utf8[start] == lessThanSign, start + 2 <= lastTagEnd else { return false }
    let first = utf8.decodeScalar(at: start + 1).scalar
    return !first.isWhiteSpace
  }

  private func tagEnd(in utf8: Span<UInt8>, at start: Int) -> Int? {
    guard isTag(in: utf8, at: start) else { return nil }
    return utf8.firstOffset(of: greaterThanSign, from: start + 2).map { $0 + 1 }
  }
}

private let lessThanSign = UInt8(ascii: "<")
private let greaterThanSign = UInt8(ascii: ">")
