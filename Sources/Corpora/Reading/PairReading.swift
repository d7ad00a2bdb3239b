/// Reads corpora one after the other through the same filter.
struct PairReading {
  let encoders: PairEncoders
  private var sieve: PairSieve
  /// The pairs dropped so far, as far as they have not been written.
  var dropped: DroppedPairs

  init(filter: PairFilter, encoders: PairEncoders) {
    self.encoders = encoders
    sieve = PairSieve(filter)
    dropped = DroppedPairs(limits: filter.limits)
  }

  /// Reads a corpus to its end.
  ///
  /// - Parameters:
  ///   - text: The two files, from where they stand.
  ///   - keep: Is given each pair that stays, and its line.
  ///   - afterBlock: Called after each block with the number of its pairs, and with the pairs dropped so
  ///     far, which may be written.
  /// - Returns: What was dropped and why.
  /// - Throws: `CorpusError.emptyCorpus`, if no pair stays; other errors of the files and closures.
  mutating func read(
    _ text: ParallelText, keep: (SentencePair, Int) throws -> Void,
    afterBlock: (Int, inout DroppedPairs) throws -> Void = { _, _ in }
  ) throws -> CorpusReport {
    var report = CorpusReport(limits: sieve.filter.limits)
    let blocks = EncodedBlocks(text: text, encoders: encoders)
    while let block = try blocks.next() {
      for (lines, pair) in block {
        let reason = sieve.reasonToDrop(pair, lines)
        report.record(line: lines.number, reason)
        if let reason {
          dropped.append(lines, of: text.name, reason)
        } else {
          try keep(pair, lines.number)
        }
      }
      try afterBlock(block.count, &dropped)
    }
    guard report.keptCount > 0 else {
      throw CorpusError.emptyCorpus(
        sourceFile: text.sourceFile, targetFile: text.targetFile, report: report.description)
    }
    return report
  }
}
