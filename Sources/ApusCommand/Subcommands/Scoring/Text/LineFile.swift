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
  /// The bytes of the lines that were read last.
  private var spare: [UInt8] = []
  /// Where in the buffer the next line begins.
  private var start = 0
  private var isAtEnd = false

  private static let chunkSize = 1 << 16

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
    var ranges: [Range<Int>] = []
    var position = start
    while ranges.count < lineCount {
      if let end = buffer.firstLineFeed(from: position) {
        ranges.append(start..<end)
        start = end + 1
        position = start
      } else if isAtEnd {
        if start < buffer.count { ranges.append(start..<buffer.count) }
        start = buffer.count
        break
      } else {
        position = buffer.count
        try readChunk()
      }
    }
    let batch = LineBatch(bytes: buffer, ranges: ranges)
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
    // The lines before these are done with by now, so that their room is free for the next ones.
    var rest = spare
    spare = []
    rest.removeAll(keepingCapacity: true)
    rest += buffer[start...]
    spare = buffer
    buffer = rest
    start = 0
  }
}

extension [UInt8] {
  /// Where the next line feed is.
  fileprivate func firstLineFeed(from start: Int) -> Int? {
    let bytes = span
    var index = start
    // Eight bytes at a time: the lowest high bit that is set is that of the first byte that was 0.
    while index + 8 <= bytes.count {
      let block = bytes.extracting(index..<index + 8)
      var word: UInt64 = 0
      for offset in 0..<8 { word |= UInt64(block[offset]) &<< UInt64(8 * offset) }
      word ^= 0x0A0A_0A0A_0A0A_0A0A
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    return index < bytes.count ? index : nil
  }
}
