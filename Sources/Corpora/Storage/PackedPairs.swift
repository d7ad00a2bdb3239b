import FileStorage

/// Sentence pairs in memory: four bytes a token and eight a pair.
struct PackedPairs: Sendable {
  private var source = PackedSequences()
  private var target = PackedSequences()
  var lines = LineTable()

  var count: Int { source.count }

  subscript(index: Int) -> SentencePair {
    SentencePair(source: Array(source[index]), target: Array(target[index]))
  }

  func extent(of index: Int) -> PairExtent {
    PairExtent(sourceCount: source.length(of: index), targetCount: target.length(of: index) + 1)
  }

  mutating func append(_ pair: SentencePair, line: Int?) {
    source.append(pair.source)
    target.append(pair.target)
    lines.append(line: line)
  }

  var tokenCounts: (source: Int, target: Int) { (source.tokenCount, target.tokenCount) }

  /// Tokens and offsets of both sides.
  var byteCount: Int {
    (source.tokenCount + target.tokenCount + 2 * count) * MemoryLayout<Int32>.size
  }

  /// A checksum of all tokens and of where sentences end.
  var contentDigits: String {
    var checksum = Checksum()
    for side in [source, target] {
      for numbers in [side.offsets, side.tokens] {
        let bytes = numbers.flatMap { number in
          (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        checksum.update(bytes.span)
      }
    }
    return checksum.digits
  }
}
