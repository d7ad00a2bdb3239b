import Corpora
import Testing

@Suite struct EncodedCorpusTests {
  @Test func pairsThatStayKeepTheirOrder() throws {
    let files = ["train.en": "1 2\n\n3\n4 5 6 7\n", "train.de": "8\n9\n10 11\n12\n"]
    try withFolder(files) { folder in
      let (corpus, report) = try read(folder, PairFilter(maximumLength: 3))
      try #require(corpus.count == 2)
      #expect(corpus[0] == SentencePair(source: [1, 2], target: [8]))
      #expect(corpus[1] == SentencePair(source: [3], target: [10, 11]))
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
      let (corpus, _) = try EncodedCorpus.read(
        text, encoders: .init(source: { _ in [3] }, target: { _ in [4, 5] }))
      #expect(corpus[0] == SentencePair(source: [3], target: [4, 5]))
    }
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
) throws -> (corpus: EncodedCorpus, report: CorpusReport) {
  let text = try ParallelText(
    prefix: "\(folder)/train", sourceLanguage: "en", targetLanguage: "de")
  let numbers = { (line: String) in line.split(separator: " ").compactMap { Int32($0) } }
  return try EncodedCorpus.read(text, filter: filter, encoders: .init(joint: numbers))
}
