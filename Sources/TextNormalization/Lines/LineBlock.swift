/// Whole lines of a text as bytes, for those who read a text of any size in parts.
package struct LineBlock: Sendable {
  /// The number of the first line, counted from 1.
  package internal(set) var firstLineNumber = 1

  /// The lines with their ends, of which the last may be without one; bytes after them mean nothing.
  package internal(set) var bytes: [UInt8] = []

  /// Where the lines stand in `bytes`.
  package internal(set) var extent = 0..<0

  /// Makes a block without lines, to be filled by a reader.
  package init() {}

  /// How many lines there are.
  package var lineCount: Int {
    guard !extent.isEmpty else { return 0 }
    let endCount = bytes.count(of: lineFeedByte, in: extent)
    return endCount + (bytes[extent.upperBound - 1] == lineFeedByte ? 0 : 1)
  }

  /// Visits each line without its end, as a range of `bytes`.
  @inline(__always)
  package func forEachLine(_ body: (Range<Int>) -> Void) {
    var start = extent.lowerBound
    while start < extent.upperBound {
      let end = bytes.firstIndex(of: lineFeedByte, from: start, to: extent.upperBound)
      let isCRLF = end < extent.upperBound && end > start && bytes[end - 1] == carriageReturnByte
      body(start..<(isCRLF ? end - 1 : end))
      start = end + 1
    }
  }

  /// Checks that all lines are UTF-8.
  ///
  /// - Parameter file: What messages call the file.
  /// - Throws: `TextError.invalidUTF8` with the number of the first line that is not.
  package func validate(file: String) throws {
    let validCount = bytes.span.validUTF8PrefixCount(in: extent)
    guard validCount < extent.count else { return }
    let position = extent.lowerBound + validCount
    let before = bytes[extent.lowerBound..<position]
    let lineStart = before.lastIndex(of: lineFeedByte).map { $0 + 1 } ?? extent.lowerBound
    throw TextError.invalidUTF8(
      file: file, line: firstLineNumber + bytes.count(of: lineFeedByte, in: before.indices),
      byteOffset: position - lineStart)
  }
}

let lineFeedByte: UInt8 = 0x0A
let carriageReturnByte: UInt8 = 0x0D

extension [UInt8] {
  fileprivate func count(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for position in range where self[position] == byte { count += 1 }
    return count
  }

  /// The first index at which a byte stands, or `end` if it is not there.
  @inline(__always)
  fileprivate func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
    let bytes = span
    var position = start
    while position < end && bytes[position] != byte { position += 1 }
    return position
  }
}
