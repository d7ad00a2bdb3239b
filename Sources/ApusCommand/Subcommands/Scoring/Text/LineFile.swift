import Foundation
import TextNormalization

/// A text that is read some lines at a time, by the rules of sacreBLEU.
///
/// A line ends at LF, on standard input at CR too; a byte order mark is part of the first line.
final class LineFile {
  /// What messages call the text.
  let name: String
  private let source: any ByteSource
  /// Whether CR and CRLF become LF.
  private let hasUniversalNewlines: Bool
  /// Whether the last byte read was a CR, whose LF may follow.
  private var endsInReturn = false
  private var buffer: [UInt8] = []
  /// Where in the buffer the next line begins.
  private var start = 0
  private var isAtEnd = false

  private static let chunkSize = 1 << 20

  /// Opens a file, through a program where it is compressed.
  ///
  /// - Throws: `TextError` where there is no readable file, `ScoringFailure` where no program
  ///   unpacks it or its encoding is unknown.
  init(path: String, encoding: TextEncoding) throws {
    name = path
    source = try encoding.decoding(try openedFile(path), name: path)
    hasUniversalNewlines = false
  }

  /// Reads standard input.
  ///
  /// - Throws: `ScoringFailure` where the encoding is unknown.
  init(standardInputIn encoding: TextEncoding) throws {
    name = "standard input"
    source = try encoding.decoding(OpenedFile(.standardInput, name: name), name: name)
    hasUniversalNewlines = true
  }

  /// The next lines.
  ///
  /// - Parameter lineCount: How many to read, if there are so many.
  /// - Returns: Lines without their ends, none at the end of the text.
  /// - Throws: `TextError.unreadable`, or `ScoringFailure.unpacking`.
  func next(_ lineCount: Int) throws -> LineBatch {
    var batch = LineBatch()
    var position = start
    while batch.count < lineCount {
      if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
        batch.append(from: start, to: end)
        start = end + 1
        position = start
      } else if isAtEnd {
        if start < buffer.count { batch.append(from: start, to: buffer.count) }
        start = buffer.count
        break
      } else {
        position = buffer.count
        try readChunk()
      }
    }
    batch.bytes = buffer
    dropLinesRead()
    return batch
  }

  private func readChunk() throws {
    var chunk = try source.next(Self.chunkSize)
    guard !chunk.isEmpty else { return isAtEnd = true }
    if hasUniversalNewlines { translateReturns(in: &chunk) }
    buffer += chunk
  }

  private func translateReturns(in chunk: inout [UInt8]) {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard endsInReturn || chunk.contains(carriageReturn) else { return }
    var previous = endsInReturn ? carriageReturn : 0
    endsInReturn = chunk.last == carriageReturn
    chunk = chunk.compactMap { byte in
      defer { previous = byte }
      if byte == carriageReturn { return lineFeed }
      return byte == lineFeed && previous == carriageReturn ? nil : byte
    }
  }

  /// Leaves what belongs to later lines in a buffer of its own.
  private func dropLinesRead() {
    buffer = Array(buffer[start...])
    start = 0
  }
}

/// Some lines of a text as bytes.
struct LineBatch: Sendable {
  fileprivate(set) var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []

  /// One line without text.
  static let emptyLine: LineBatch = {
    var batch = LineBatch()
    batch.append(from: 0, to: 0)
    return batch
  }()

  /// How many lines there are.
  var count: Int { ranges.count }

  fileprivate mutating func append(from start: Int, to end: Int) { ranges.append(start..<end) }

  /// A line without the whitespace at its end.
  ///
  /// - Returns: The line, or where its first byte is that is not UTF-8, counted in the line.
  func line(_ index: Int) -> Line {
    let range = ranges[index]
    let line = bytes[range.lowerBound..<endOfText(in: range)]
    if let text = String(validating: line, as: UTF8.self) { return .text(text) }
    return .invalid(byteOffset: line.validUTF8PrefixCount)
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

extension ArraySlice<UInt8> {
  /// How many bytes at the start are whole, valid characters.
  fileprivate var validUTF8PrefixCount: Int {
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &bytes) { count += scalar.count }
    return count
  }
}
