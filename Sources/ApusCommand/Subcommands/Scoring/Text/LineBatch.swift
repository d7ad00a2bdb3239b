import Evaluation
import TextNormalization

/// Some lines of a text as bytes.
struct LineBatch: Sendable {
  private let bytes: [UInt8]
  private let ranges: [Range<Int>]

  /// Some lines.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of all lines.
  ///   - ranges: Where the lines are, in their order.
  init(bytes: [UInt8], ranges: [Range<Int>]) {
    self.bytes = bytes
    self.ranges = ranges
  }

  /// One line without text.
  static let emptyLine = LineBatch(bytes: [], ranges: [0..<0])

  /// How many lines there are.
  var count: Int { ranges.count }

  /// A line without the whitespace at its end.
  ///
  /// - Returns: The line, or where its first byte is that is not UTF-8, counted in the line.
  func line(_ index: Int) -> Line {
    let range = ranges[index]
    let line = bytes[range.lowerBound..<endOfText(in: range)]
    if let text = String(validating: line, as: UTF8.self) { return .text(text) }
    return .invalid(byteOffset: line.validUTF8PrefixCount)
  }

  /// Some lines without the whitespace at their ends, in bytes of their own.
  ///
  /// - Parameter indices: Which.
  /// - Returns: The lines, or nil where one of them is not UTF-8.
  func validLines(_ indices: Range<Int>) -> UTF8Segments.Lines? {
    guard let first = ranges[indices].first, let last = ranges[indices].last else {
      return UTF8Segments.Lines(bytes: [], extents: [])
    }
    let bytes = Array(bytes[first.lowerBound..<last.upperBound])
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let extents = ranges[indices].map { range in
      range.lowerBound - first.lowerBound..<endOfText(in: range) - first.lowerBound
    }
    return UTF8Segments.Lines(bytes: bytes, extents: extents)
  }

  /// A line of text, or of something else.
  enum Line {
    case text(String)
    case invalid(byteOffset: Int)
  }

  /// Where the whitespace at the end of a line begins.
  private func endOfText(in range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      var first = end - 1
      while first > range.lowerBound, bytes[first] & 0xC0 == 0x80, end - first < 4 { first -= 1 }
      guard first == end - 1 ? bytes[first].isWhitespace : isWhitespace(first..<end) else { break }
      end = first
    }
    return end
  }

  private func isWhitespace(_ range: Range<Int>) -> Bool {
    var bytes = bytes[range].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return false }
    return scalar.properties.isWhitespace
  }
}

extension UInt8 {
  /// Whether Python counts the ASCII character among whitespace.
  fileprivate var isWhitespace: Bool {
    self == 0x20 || (0x09...0x0D).contains(self) || (0x1C...0x1F).contains(self)
  }
}
