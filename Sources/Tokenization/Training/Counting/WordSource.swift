/// All distinct words of a training text, to be gone through as often as needed.
enum WordSource: Sendable {
  /// In memory; no word stands in two tables.
  case tables([WordCounts])
  /// On disk; a word may stand in many runs.
  case runs([SpilledRun])

  /// Visits each word once, in any order.
  ///
  /// - Parameter body: Is given bytes, the range at which the word stands in them, and how often it
  ///   occurs.
  /// - Throws: ``TokenizationError``, if what was spilled cannot be read back.
  func forEachWord(_ body: (_ bytes: [UInt8], _ range: Range<Int>, _ count: Int) -> Void) throws {
    switch self {
    case .tables(let tables):
      for table in tables {
        for word in 0..<table.wordCount {
          body(table.bytes, table.extent(ofWord: word), table.count(ofWord: word))
        }
      }
    case .runs(let runs):
      try Self.merge(runs, body)
    }
  }

  /// Joins what different threads counted, so that each word stands in one table.
  static func joined(_ tables: [WordCounts]) -> WordSource {
    guard tables.count(where: { !$0.isEmpty }) > 1 else { return .tables(tables) }
    let shardCount = tables.count
    return .tables(
      concurrently(shardCount, onThreads: shardCount) { shard in
        var joined = WordCounts()
        for table in tables {
          for word in 0..<table.wordCount {
            let extent = table.extent(ofWord: word)
            let hash = ByteStringHash.hash(of: table.bytes.span.extracting(extent))
            // By the upper bits, because the lower ones are to spread the words over a table.
            guard (UInt64(hash) * UInt64(shardCount)) >> 32 == shard else { continue }
            joined.add(table.bytes, extent, count: table.count(ofWord: word))
          }
        }
        return joined
      })
  }

  private static func merge(
    _ runs: [SpilledRun], _ body: ([UInt8], Range<Int>, Int) -> Void
  ) throws {
    let bufferSize = max(1 << 12, (1 << 22) / max(runs.count, 1))
    var readers = try runs.map { try RunReader($0, bufferSize: bufferSize) }
    while let first = first(of: readers) {
      var count = 0
      for reader in readers.indices where readers[reader].hasSameWord(as: readers[first]) {
        count += readers[reader].count
      }
      body(readers[first].buffer, readers[first].word, count)
      for reader in readers.indices.reversed()
      where reader != first && readers[reader].hasSameWord(as: readers[first]) {
        try readers[reader].advance()
      }
      try readers[first].advance()
    }
  }

  /// The reader with the word that goes first, or nil if all are at their end.
  private static func first(of readers: [RunReader]) -> Int? {
    var first: Int?
    for reader in readers.indices where readers[reader].hash != nil {
      if let best = first, !readers[reader].precedes(readers[best]) { continue }
      first = reader
    }
    return first
  }
}
