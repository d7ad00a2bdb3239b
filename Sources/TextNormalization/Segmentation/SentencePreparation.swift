/// A text as ICU has to see it, byte for byte as long as the original, so that offsets agree.
///
/// Unicode's rules do not know "…" as a stop, nor the space before a French "»", and hold that no
/// sentence starts with a number if a small letter comes next: "20 people left."
struct SentencePreparation {
  private(set) var utf8: [UInt8]

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    replaceEllipses()
    for offset in utf8.indices where self.utf8[offset].isStop { prepare(afterStop: offset + 1) }
  }

  /// Puts "..." for each "…", which has as many bytes.
  private mutating func replaceEllipses() {
    var position = 0
    while let found = utf8.span.firstOffset(of: ellipsis[0], from: position) {
      position = found + 1
      guard utf8.span.hasBytes(ellipsis, at: found) else { continue }
      for offset in found..<(found + ellipsis.count) { utf8[offset] = UInt8(ascii: ".") }
    }
  }

  private mutating func prepare(afterStop stop: Int) {
    guard let space = utf8.span.spaceRange(at: utf8.span.closersEnd(from: stop)) else { return }
    if space.upperBound < utf8.count, (48...57).contains(utf8[space.upperBound]) {
      utf8[space.upperBound] = UInt8(ascii: "A")
    } else if utf8.span.closesGuillemets(at: space.upperBound) {
      utf8.replaceSubrange(space, with: closers[space.count - 1])
    }
  }
}

private let ellipsis: [UInt8] = Array("…".utf8)
private let guillemet: [UInt8] = Array("»".utf8)
/// White space that can stand inside guillemets, and closing marks of the same size.
private let spaces = [" ", "\u{A0}", "\u{202F}"].map { Array($0.utf8) }
private let closers = ["\"", "»", "”"].map { Array($0.utf8) }

extension UInt8 {
  fileprivate var isStop: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "!") || self == UInt8(ascii: "?")
  }
}

extension Span<UInt8> {
  /// Where the quotation marks and brackets end that close right behind a stop, a few at most.
  fileprivate func closersEnd(from start: Int) -> Int {
    var closersEnd = start
    for _ in 0..<4 where closersEnd < count {
      let (scalar, end) = decodeScalar(at: closersEnd)
      guard scalar.closesQuotation else { break }
      closersEnd = end
    }
    return closersEnd
  }

  fileprivate func spaceRange(at start: Int) -> Range<Int>? {
    for space in spaces where hasBytes(space, at: start) { return start..<(start + space.count) }
    return nil
  }

  /// Whether "»" stands here and no word follows it, as one would if it opened a quotation.
  fileprivate func closesGuillemets(at start: Int) -> Bool {
    guard hasBytes(guillemet, at: start) else { return false }
    let end = start + guillemet.count
    return end == count || !decodeScalar(at: end).scalar.isWordPart
  }
}
