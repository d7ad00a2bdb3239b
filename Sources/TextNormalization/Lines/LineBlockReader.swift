/// Reads a text in blocks of whole lines, by the rules of `LineReader`.
///
/// A block is about as large as is asked for; a line that is longer makes a larger one.
package final class LineBlockReader {
  /// How many bytes were read so far.
  package private(set) var byteCount = 0
  /// The size of the file, or nil if it is none whose size is known, such as a pipe.
  package let fileSize: Int?
  /// What messages call the file.
  package var name: String { file.name }

  private let file: InputFile
  private let blockSize: Int
  private let maximumLineSize: Int
  /// The beginning of the line that the last block ended in.
  private var unfinished: [UInt8] = []
  private var lineNumber = 1
  private var isAtStart = true

  /// Opens a text file.
  ///
  /// - Parameters:
  ///   - path: The file, which messages also call by this name.
  ///   - blockSize: About how many bytes a block has.
  ///   - maximumLineSize: The longest line that is accepted, in bytes.
  /// - Throws: `TextError`, if no readable file stands at the path.
  package init(
    path: String, blockSize: Int = 1 << 17, maximumLineSize: Int = greatestLineSize
  ) throws {
    precondition(blockSize > 0, "a block holds at least one byte, not \(blockSize)")
    precondition(
      1...Self.greatestLineSize ~= maximumLineSize, "lines of \(maximumLineSize) bytes")
    file = try InputFile(path: path)
    fileSize = file.size
    self.blockSize = blockSize
    self.maximumLineSize = maximumLineSize
  }

  /// The longest line that can be normalised at once.
  package static let greatestLineSize = 1 << 29

  /// Reads the next block of lines.
  ///
  /// - Parameter block: Takes the lines; its memory is used again.
  /// - Returns: Whether there were any.
  /// - Throws: `TextError`, if the file cannot be read or a line is too long.
  package func next(into block: inout LineBlock) throws -> Bool {
    let end = try fill(&block.bytes)
    let markCount = isAtStart && block.bytes[..<end].starts(with: byteOrderMark) ? 3 : 0
    isAtStart = false
    block.extent = markCount..<end
    block.firstLineNumber = lineNumber
    lineNumber += block.lineCount
    return !block.extent.isEmpty
  }

  /// Fills a buffer from its start, and returns where its last whole line ends.
  private func fill(_ buffer: inout [UInt8]) throws -> Int {
    var count = unfinished.count
    buffer.grow(to: count + blockSize)
    buffer.replaceSubrange(0..<count, with: unfinished)
    var searchStart = count
    while let end = try read(into: &buffer, count: &count) {
      let lines = buffer[searchStart..<end]
      searchStart = count
      guard let lineFeed = lines.lastIndex(of: lineFeedByte) else {
        try checkLineSize(count)
        buffer.grow(to: 2 * count)
        continue
      }
      unfinished = Array(buffer[(lineFeed + 1)..<count])
      return lineFeed + 1
    }
    unfinished = []
    return count
  }

  /// Reads until the buffer is full, and returns its end, or nil at the end of the file.
  private func read(into buffer: inout [UInt8], count: inout Int) throws -> Int? {
    while count < buffer.count {
      let readCount = try file.read(into: &buffer, from: count)
      guard readCount > 0 else { return nil }
      count += readCount
      byteCount += readCount
    }
    return count
  }

  private func checkLineSize(_ size: Int) throws {
    guard size <= maximumLineSize else {
      throw TextError.malformed(
        file: name, line: lineNumber,
        problem: "longer than the \(maximumLineSize) bytes that a line may have here")
    }
  }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

extension [UInt8] {
  fileprivate mutating func grow(to size: Int) {
    if count < size { append(contentsOf: repeatElement(0, count: size - count)) }
  }
}
