/// Reads a text line by line, with one line and one chunk in memory.
///
/// Lines end at LF or CRLF and nowhere else: U+2028, U+0085 and form feeds stay in their line, as
/// does a CR on its own, so that both sides of a parallel corpus always have the same lines. A last
/// line without an LF counts; a byte order mark at the start of the text is dropped.
package final class LineReader {
  /// The number of the line read last, counted from 1; 0 before the first.
  package private(set) var lineNumber = 0

  private let file: InputFile
  private var buffer: [UInt8]
  /// The bytes at hand that belong to no line yet.
  private var pending = 0..<0
  /// Where the search for an LF goes on: what lies before it in `pending` holds none.
  private var searchStart = 0
  private var isAtEnd = false
  /// What stopped the lines at hand, still to be thrown.
  private var failure: (any Error)?
  /// Told the number of each line that is not UTF-8, whose broken bytes become U+FFFD; nil where
  /// such a line is an error.
  private let repaired: ((Int) -> Void)?

  /// Opens a text file.
  ///
  /// - Parameters:
  ///   - path: The file, which messages also call by this name.
  ///   - chunkSize: How many bytes to read at once; a line may be longer.
  /// - Throws: `TextError`, if no readable file stands at the path.
  package convenience init(path: String, chunkSize: Int = defaultChunkSize) throws {
    self.init(file: try InputFile(path: path), chunkSize: chunkSize)
  }

  /// Reads from an open descriptor, which stays open: a pipe, or 0 for standard input.
  ///
  /// - Parameters:
  ///   - descriptor: The descriptor.
  ///   - name: What messages call it.
  ///   - chunkSize: How many bytes to read at once; a line may be longer.
  ///   - repaired: Told the number of each line that is not UTF-8, whose broken bytes become
  ///     U+FFFD; without it such a line is an error.
  package convenience init(
    descriptor: Int32, name: String = "standard input", chunkSize: Int = defaultChunkSize,
    repaired: ((Int) -> Void)? = nil
  ) {
    self.init(
      file: InputFile(descriptor: descriptor, name: name), chunkSize: chunkSize,
      repaired: repaired)
  }

  private init(file: InputFile, chunkSize: Int, repaired: ((Int) -> Void)? = nil) {
    precondition(chunkSize > 0, "a chunk holds at least one byte, not \(chunkSize)")
    self.file = file
    self.repaired = repaired
    buffer = Array(repeating: 0, count: chunkSize)
  }

  /// Half a megabyte, beside which the cost of a system call is small.
  package static let defaultChunkSize = 1 << 19

  /// All lines of a file that is known to be small.
  ///
  /// - Throws: `TextError`, if the file cannot be read or is not UTF-8.
  package static func lines(ofFile path: String) throws -> [String] {
    let reader = try LineReader(path: path)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  /// The next line without its end, or nil after the last.
  ///
  /// - Throws: `TextError.invalidUTF8` with the number of the line, or `TextError.unreadable`.
  package func next() throws -> String? {
    if lineNumber == 0 { try skipByteOrderMark() }
    guard let bytes = try nextLineBytes() else { return nil }
    lineNumber += 1
    if let line = String(validating: buffer[bytes], as: UTF8.self) { return line }
    if let repaired {
      repaired(lineNumber)
      return String(decoding: buffer[bytes], as: UTF8.self)
    }
    throw TextError.invalidUTF8(
      file: file.name, line: lineNumber, byteOffset: buffer[bytes].validUTF8PrefixCount)
  }

  /// The next line, and those after it that are at hand without waiting for the file.
  ///
  /// - Returns: At least one line, or nil after the last.
  /// - Throws: As ``next()``, after the lines before the one at fault have been returned.
  package func nextAtHand() throws -> [String]? {
    if let failure {
      self.failure = nil
      throw failure
    }
    guard let first = try next() else { return nil }
    var lines = [first]
    do {
      while hasLineAtHand, let line = try next() { lines.append(line) }
    } catch {
      failure = error
    }
    return lines
  }

  private var hasLineAtHand: Bool {
    buffer[searchStart..<pending.upperBound].contains(lineFeedByte)
  }

  /// Where the next line lies in the buffer.
  private func nextLineBytes() throws -> Range<Int>? {
    while true {
      if let lineFeed = buffer[searchStart..<pending.upperBound].firstIndex(of: lineFeedByte) {
        return takeLine(endingAt: lineFeed)
      }
      searchStart = pending.upperBound
      if isAtEnd { return takeLastLine() }
      try readChunk()
    }
  }

  private func takeLine(endingAt lineFeed: Int) -> Range<Int> {
    let start = pending.lowerBound
    pending = (lineFeed + 1)..<pending.upperBound
    searchStart = pending.lowerBound
    let endsInCRLF = lineFeed > start && buffer[lineFeed - 1] == carriageReturnByte
    return start..<(endsInCRLF ? lineFeed - 1 : lineFeed)
  }

  private func takeLastLine() -> Range<Int>? {
    guard !pending.isEmpty else { return nil }
    defer { pending = pending.upperBound..<pending.upperBound }
    return pending
  }

  /// Moves the unfinished line to the front of the buffer, and reads behind it.
  private func readChunk() throws {
    let unfinishedCount = pending.count
    for offset in 0..<unfinishedCount where pending.lowerBound > 0 {
      buffer[offset] = buffer[pending.lowerBound + offset]
    }
    pending = 0..<unfinishedCount
    searchStart = unfinishedCount
    if unfinishedCount == buffer.count { buffer += repeatElement(0, count: buffer.count) }

    let count = try file.read(into: &buffer, from: unfinishedCount)
    isAtEnd = count == 0
    pending = 0..<(unfinishedCount + count)
  }

  /// Waits for more than is at hand only while it may be the beginning of a mark.
  private func skipByteOrderMark() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    while !isAtEnd && pending.count < mark.count && mark.starts(with: buffer[pending]) {
      try readChunk()
    }
    if buffer[pending].starts(with: mark) {
      pending = (pending.lowerBound + mark.count)..<pending.upperBound
    }
    searchStart = pending.lowerBound
  }
}
