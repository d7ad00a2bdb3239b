import Corpora
import Testing
import TextNormalization

@Suite struct ParallelTextTests {
  @Test func linesArePairedByNumber() throws {
    try withFolder(["train.en": "a\n\nc\n", "train.de": "\u{FEFF}x\r\ny\r\nz"]) { folder in
      let pairs = try pairs(in: folder)
      #expect(
        pairs == [
          LinePair(number: 1, source: "a", target: "x"),
          LinePair(number: 2, source: "", target: "y"),
          LinePair(number: 3, source: "c", target: "z"),
        ])
    }
  }

  @Test func unusualLineSeparatorsDoNotShiftOneSide() throws {
    let english = "a\u{2028}b\u{85}c\u{0C}d\ne\n"
    try withFolder(["train.en": english, "train.de": "x\ny\n"]) { folder in
      let pairs = try pairs(in: folder)
      #expect(pairs.map(\.target) == ["x", "y"])
      #expect(pairs.last?.source == "e")
    }
  }

  @Test func unequalSidesNameBothCounts() throws {
    try withFolder(["train.en": "a\nb\n", "train.de": "x\ny\nz\nw\n"]) { folder in
      let expected = CorpusError.unequalLineCounts(
        sourceFile: "\(folder)/train.en", sourceCount: 2,
        targetFile: "\(folder)/train.de", targetCount: 4)
      #expect(throws: expected) { try pairs(in: folder) }
    }
  }

  @Test func longerSourceIsCountedToItsEnd() throws {
    try withFolder(["train.en": "a\nb\nc\n", "train.de": ""]) { folder in
      let expected = CorpusError.unequalLineCounts(
        sourceFile: "\(folder)/train.en", sourceCount: 3,
        targetFile: "\(folder)/train.de", targetCount: 0)
      #expect(throws: expected) { try pairs(in: folder) }
    }
  }

  @Test func missingSideIsNamed() throws {
    try withFolder(["train.en": "a\n"]) { folder in
      #expect(throws: TextError.missingFile("\(folder)/train.de")) { try pairs(in: folder) }
    }
  }

  @Test(arguments: ["gz", "zst"])
  func compressedSideIsToBeUnpacked(suffix: String) throws {
    try withFolder(["train.en": "a\n", "train.de.\(suffix)": ""]) { folder in
      let file = "\(folder)/train.de"
      let expected = CorpusError.compressedFile(file: file, archive: "\(file).\(suffix)")
      #expect(throws: expected) { try pairs(in: folder) }
    }
  }

  @Test(arguments: [
    (
      CorpusError.unequalLineCounts(
        sourceFile: "t.en", sourceCount: 29_000, targetFile: "t.de", targetCount: 28_999),
      "t.en has 29,000 lines and t.de has 28,999: line 29,000 of t.en is the first without a "
        + "partner; line n of one side must translate line n of the other"
    ),
    (
      .unequalLineCounts(sourceFile: "t.en", sourceCount: 1, targetFile: "t.de", targetCount: 3),
      "t.en has 1 line and t.de has 3: line 2 of t.de is the first without a partner; "
        + "line n of one side must translate line n of the other"
    ),
    (
      .compressedFile(file: "t.en", archive: "t.en.gz"),
      "t.en: no such file, but t.en.gz is there; unpack it first: gunzip -k t.en.gz"
    ),
    (
      .compressedFile(file: "t.en", archive: "t.en.zst"),
      "t.en: no such file, but t.en.zst is there; unpack it first: zstd -d t.en.zst"
    ),
    (
      .emptyCorpus(sourceFile: "t.en", targetFile: "t.de", report: "0 pairs read, 0 kept"),
      "t.en and t.de: no sentence pair to train on: 0 pairs read, 0 kept"
    ),
    (
      .tooManyTokens(file: "t.en", line: 7, limit: 2_147_483_647),
      "t.en, line 7: more than 2,147,483,647 tokens; split the corpus"
    ),
  ])
  func errorsSayWhatIsWrong(error: CorpusError, message: String) {
    #expect("\(error)" == message)
  }
}

@discardableResult
private func pairs(in folder: String) throws -> [LinePair] {
  let text = try ParallelText(
    prefix: "\(folder)/train", sourceLanguage: "en", targetLanguage: "de")
  var pairs: [LinePair] = []
  while let pair = try text.next() { pairs.append(pair) }
  return pairs
}
