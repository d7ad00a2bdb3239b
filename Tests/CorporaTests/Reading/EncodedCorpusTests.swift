import Corpora
import Testing

@Suite struct EncodedCorpusTests {
  @Test func pairsThatStayKeepTheirOrder() throws {
    let files = ["train.en": "1 2\n\n3\n4 5 6 7\n", "train.de": "8\n9\n10 11\n12\n"]
    try withFolder(files) { folder in
      let reading = try read(folder, PairFilter(maximumLength: 3))
      let (corpus, report) = (reading.corpus, reading.report)
      try #require(corpus.count == 2)
      #expect(corpus[0] == SentencePair(source: [1, 2], target: [8]))
      #expect(corpus[1] == SentencePair(source: [3], target: [10, 11]))
      #expect(corpus.origin(of: 0) == PairOrigin(corpus: "\(folder)/train", line: 1))
      #expect(corpus.origin(of: 1) == PairOrigin(corpus: "\(folder)/train", line: 3))
      #expect(corpus.extent(of: 1) == PairExtent(sourceCount: 1, targetCount: 3))
      #expect(
        report.description == "4 pairs read, 2 kept; 2 dropped: 1 empty source (line 2), "
          + "1 source longer than 3 tokens (line 4)")
    }
  }

  @Test func sidesHaveEncodersOfTheirOwn() throws {
    try withFolder(["train.en": "1\n", "train.de": "1\n"]) { folder in
      let text = try ParallelText(
        prefix: "\(folder)/train", sourceLanguage: "en", targetLanguage: "de")
      let reading = try EncodedCorpus.read(
        text, encoders: .init(source: { _ in [[3]] }, target: { _ in [[4, 5]] }))
      #expect(reading.corpus[0] == SentencePair(source: [3], target: [4, 5]))
    }
  }

  @Test func aPairOfTextsIsKeptOnce() throws {
    let files = ["train.en": "1\n1\n1\n2\n", "train.de": "2\n2\n3\n1\n"]
    try withFolder(files) { folder in
      var filter = PairFilter()
      filter.dropsDuplicates = true
      let reading = try read(folder, filter)
      #expect(
        reading.report.description == "4 pairs read, 3 kept; 1 dropped: 1 there before (line 2)")
      #expect(try read(folder, PairFilter()).corpus.count == 4)
    }
  }

  @Test func onlyEqualPairsAreDuplicates() throws {
    // 40,000 pairs that differ, among them such as "1 23" and "12 3"; then the first 100 again.
    let pairs = (0..<40_000).map { ("\($0 % 200)", "\($0 / 200)") }
    let all = pairs + pairs.prefix(100)
    let files = [
      "train.en": all.map { $0.0 + "\n" }.joined(), "train.de": all.map { $0.1 + "\n" }.joined(),
    ]
    try withFolder(files) { folder in
      var filter = PairFilter()
      filter.dropsDuplicates = true
      let reading = try read(folder, filter)
      #expect(reading.corpus.count == 40_000)
      #expect(reading.dropped.count == 100)
      #expect(reading.report.drops.first?.firstLines == [40_001, 40_002, 40_003, 40_004, 40_005])
    }
  }

  @Test func partsCountTheirOwnLines() {
    var corpus = EncodedCorpus(name: "first")
    let pair = SentencePair(source: [1], target: [2])
    for line in [2, 3, 7] { corpus.append(pair, line: line) }
    corpus.beginPart(name: "second")
    for _ in 0..<2 { corpus.append(pair) }
    let origins = (0..<5).map { corpus.origin(of: $0).description }
    #expect(origins == ["first:2", "first:3", "first:7", "second:1", "second:2"])
  }

  @Test func fingerprintsTellWhatIsTrainedOn() {
    let corpora = [[[1, 2]], [[1], [2]], [[1, 2], []], [[2, 1]]].map { sides in
      var corpus = EncodedCorpus()
      for side in sides {
        corpus.append(SentencePair(source: side.map { Int32($0) }, target: [3]))
      }
      return corpus
    }
    #expect(Set(corpora.map(\.fingerprint)).count == 4)
    var weighted = corpora[1]
    weighted.setWeights([2])
    #expect(weighted.fingerprint == corpora[1].fingerprint + " weighted 2.0")
  }

  @Test func corpusWithoutLinesIsAnError() throws {
    try withFolder(["train.en": "", "train.de": ""]) { folder in
      let expected = CorpusError.emptyCorpus(
        sourceFile: "\(folder)/train.en", targetFile: "\(folder)/train.de",
        report: "0 pairs read, 0 kept")
      #expect(throws: expected) { try read(folder, PairFilter()) }
    }
  }

  @Test func corpusOfWhichNothingStaysIsAnError() throws {
    try withFolder(["train.en": "\n1\n", "train.de": "\n\n"]) { folder in
      let expected = CorpusError.emptyCorpus(
        sourceFile: "\(folder)/train.en", targetFile: "\(folder)/train.de",
        report: "2 pairs read, 0 kept; 2 dropped: 1 empty on both sides (line 1), "
          + "1 empty target (line 2)")
      #expect(throws: expected) { try read(folder, PairFilter()) }
    }
  }
}

private func read(
  _ folder: String, _ filter: PairFilter
) throws -> EncodedCorpus.Reading {
  let text = try ParallelText(
    prefix: "\(folder)/train", sourceLanguage: "en", targetLanguage: "de")
  let numbers = { (line: String) in line.split(separator: " ").compactMap { Int32($0) } }
  return try EncodedCorpus.read(text, filter: filter, encoders: .init { $0.map(numbers) })
}
