extension EncodedCorpus {
  /// How the text of each side becomes token ids.
  package struct Encoders {
    package let source: (String) throws -> [Int32]
    package let target: (String) throws -> [Int32]

    package init(
      source: @escaping (String) throws -> [Int32], target: @escaping (String) throws -> [Int32]
    ) {
      self.source = source
      self.target = target
    }

    /// Encodes both sides alike, as with a joint vocabulary.
    package init(joint encode: @escaping (String) throws -> [Int32]) {
      self.init(source: encode, target: encode)
    }
  }

  /// Reads a parallel corpus for training.
  ///
  /// - Parameters:
  ///   - text: The two files, from where they stand.
  ///   - filter: Which pairs to drop.
  ///   - encoders: What makes token ids of text.
  /// - Returns: The pairs that stay, in their order, and what was dropped and why.
  /// - Throws: `CorpusError.emptyCorpus`, if no pair stays; other errors of the files.
  package static func read(
    _ text: ParallelText, filter: PairFilter = PairFilter(), encoders: Encoders
  ) throws -> (corpus: EncodedCorpus, report: CorpusReport) {
    var corpus = EncodedCorpus()
    var report = CorpusReport(maximumLength: filter.maximumLength)
    while let lines = try text.next() {
      let pair = SentencePair(
        source: try encoders.source(lines.source), target: try encoders.target(lines.target))
      let reason = filter.reasonToDrop(pair)
      report.record(line: lines.number, reason)
      guard reason == nil else { continue }
      try corpus.requireRoom(for: pair, at: lines.number, of: text)
      corpus.append(pair)
    }
    guard !corpus.isEmpty else {
      throw CorpusError.emptyCorpus(
        sourceFile: text.sourceFile, targetFile: text.targetFile, report: report.description)
    }
    return (corpus, report)
  }

  private func requireRoom(
    for pair: SentencePair, at line: Int, of text: ParallelText
  ) throws {
    let limit = PackedSequences.tokenLimit
    let sides = [
      (text.sourceFile, source.tokenCount + pair.source.count),
      (text.targetFile, target.tokenCount + pair.target.count),
    ]
    for (file, tokenCount) in sides where tokenCount > limit {
      throw CorpusError.tooManyTokens(file: file, line: line, limit: limit)
    }
  }
}
