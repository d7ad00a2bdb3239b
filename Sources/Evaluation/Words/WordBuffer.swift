/// The lines of a segment as UTF-8, and their words.
struct WordBuffer {
  var bytes: [UInt8] = []
  /// The words of all lines.
  var words: [Word] = []

  /// Forgets all lines and keeps the room.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
  }

  /// Appends a line's bytes.
  ///
  /// - Parameters:
  ///   - line: UTF-8, well formed.
  ///   - isLowercased: Whether the line is taken in lower case.
  /// - Returns: The extent of the line.
  mutating func appendBytes(of line: some Collection<UInt8>, isLowercased: Bool) -> Range<Int> {
    let start = bytes.count
    if isLowercased {
      appendLowercased(line, to: &bytes)
    } else {
      bytes.append(contentsOf: line)
    }
    return start..<bytes.count
  }

  /// Appends a line's bytes.
  ///
  /// - Parameters:
  ///   - line: UTF-8, well formed.
  ///   - isLowercased: Whether the line is taken in lower case.
  /// - Returns: The extent of the line without the whitespace at its end.
  mutating func appendStripped(_ line: some Collection<UInt8>, isLowercased: Bool) -> Range<Int> {
    let extent = appendBytes(of: line, isLowercased: isLowercased)
    return strippingEnd(of: extent)
  }

  /// Appends the words of an extent.
  ///
  /// - Returns: The numbers of the words, and whether the line has a sign that may begin an escape.
  mutating func appendWords(
    of extent: Range<Int>, splitBy splitter: WordSplitter
  ) -> (words: Range<Int>, hasEscapeSign: Bool) {
    let first = words.count
    let hasEscapeSign = splitter.appendWords(of: extent, in: bytes, to: &words)
    return (first..<words.count, hasEscapeSign)
  }

  /// Appends one word.
  mutating func append(word extent: Range<Int>) {
    words.append(Word(extent, in: bytes.span))
  }

  /// The words from a number on as text.
  func texts(_ words: Range<Int>) -> [String] {
    words.map { String(decoding: bytes[self.words[$0].extent], as: UTF8.self) }
  }

  /// The extent without the whitespace at its end.
  private func strippingEnd(of extent: Range<Int>) -> Range<Int> {
    var end = extent.upperBound
    while end > extent.lowerBound {
      var start = end - 1
      while start > extent.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      guard isPythonWhitespace(scalarValue(at: start, in: bytes.span).value) else { break }
      end = start
    }
    return extent.lowerBound..<end
  }

  /// The extent without the whitespace at its start.
  func strippingStart(of extent: Range<Int>) -> Range<Int> {
    var start = extent.lowerBound
    while start < extent.upperBound {
      let (value, end) = scalarValue(at: start, in: bytes.span)
      guard isPythonWhitespace(value) else { break }
      start = end
    }
    return start..<extent.upperBound
  }

  /// Replaces texts one after the other at the end of the bytes.
  ///
  /// - Parameters:
  ///   - replacements: What is replaced, and by what.
  ///   - extent: An extent of the line that was appended last.
  /// - Returns: The new extent.
  mutating func replace(_ replacements: [Replacement], in extent: Range<Int>) -> Range<Int> {
    var line = Array(bytes[extent])
    for replacement in replacements { replacement.apply(to: &line) }
    bytes.removeSubrange(extent.lowerBound...)
    bytes += line
    return extent.lowerBound..<bytes.count
  }
}

/// A text that stands for another wherever it is met.
struct Replacement: Sendable {
  private let pattern: [UInt8]
  private let substitute: [UInt8]

  init(_ pattern: String, by substitute: String) {
    self.pattern = Array(pattern.utf8)
    self.substitute = Array(substitute.utf8)
  }

  /// Replaces what is met from left to right and does not overlap.
  func apply(to line: inout [UInt8]) {
    guard line.contains(pattern[0]) else { return }
    var result: [UInt8] = []
    var offset = 0
    while offset < line.count {
      if line[offset] == pattern[0], line[offset...].starts(with: pattern) {
        result += substitute
        offset += pattern.count
      } else {
        result.append(line[offset])
        offset += 1
      }
    }
    line = result
  }
}

/// Whether Python takes the character of this value for whitespace.
@inline(__always)
func isPythonWhitespace(_ value: UInt32) -> Bool {
  if value > 0x20, value < 0x85 { return false }
  return Unicode.Scalar(value)?.isPythonWhitespace == true
}
