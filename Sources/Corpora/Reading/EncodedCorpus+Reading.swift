extension EncodedCorpus {
  /// A corpus in memory, and what reading it dropped.
  package struct Reading: Sendable {
    package let corpus: EncodedCorpus
    package let report: CorpusReport
    package let dropped: DroppedPairs
  }

  /// Reads a parallel corpus into memory.
  ///
  /// - Parameters:
  ///   - text: The two files, from where they stand.
  ///   - filter: Which pairs to drop.
  ///   - encoders: What makes token ids of text.
  /// - Returns: The pairs that stay, in their order, and what was dropped and why.
  /// - Throws: `CorpusError.emptyCorpus`, if no pair stays; other errors of the files.
  package static func read(
    _ text: ParallelText, filter: PairFilter = PairFilter(), encoders: PairEncoders
  ) throws -> Reading {
    var corpus = EncodedCorpus(name: text.name)
    var reading = PairReading(filter: filter, encoders: encoders)
    let report = try reading.read(text) { pair, line in
      try corpus.requireRoom(for: pair, at: line, of: text)
      corpus.append(pair, line: line)
    }
    return Reading(corpus: corpus, report: report, dropped: reading.dropped)
  }

  private func requireRoom(for pair: SentencePair, at line: Int, of text: ParallelText) throws {
    let limit = PackedSequences.tokenLimit
    let sides = [
      (text.sourceFile, tokenCounts.source + pair.source.count),
      (text.targetFile, tokenCounts.target + pair.target.count),
    ]
    for (file, tokenCount) in sides where tokenCount > limit {
      throw CorpusError.tooManyTokens(file: file, line: line, limit: limit)
    }
  }
}
