/// A text as numbers, one a word, which are equal where the words are.
struct NumberedText {
  let words: [UInt32]

  /// Numbers texts that are to be compared with each other.
  ///
  /// - Parameters:
  ///   - lines: Prepared lines.
  ///   - splitter: The rule that says what a word is.
  /// - Returns: The texts in the same order.
  static func numbering(_ lines: [[UInt8]], splitBy splitter: WordSplitter) -> [NumberedText] {
    let extents = lines.map(splitter.words)
    // A word takes one node for its length and one for each four bytes begun.
    let nodeCount = zip(lines, extents).reduce(0) { $0 + $1.0.count / 4 + 2 * $1.1.count }
    var table = SequenceTable(capacity: nodeCount)
    return zip(lines, extents).map { line, extents in
      NumberedText(words: extents.map { table.number(ofWordAt: $0, in: line) })
    }
  }
}

extension SequenceTable {
  /// The number of a word, which is told from others by its length and its bytes, four at a time.
  fileprivate mutating func number(ofWordAt extent: Range<Int>, in line: [UInt8]) -> UInt32 {
    var result = number(of: Self.empty, followedBy: UInt32(extent.count))
    for start in stride(from: extent.lowerBound, to: extent.upperBound, by: 4) {
      var element: UInt32 = 0
      for index in start..<min(start + 4, extent.upperBound) {
        element = element << 8 | UInt32(line[index])
      }
      result = number(of: result, followedBy: element)
    }
    return result
  }
}
