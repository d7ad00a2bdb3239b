import Evaluation
import Testing

@Suite struct ExternalTokenizerTests {
  @Test func wordsAreThoseOfTheClosure() {
    let syllables = ExternalTokenizer(name: "pairs") { line in
      stride(from: 0, to: line.count, by: 2).map { String(line.dropFirst($0).prefix(2)) }
    }
    let bleu = BLEU(BLEUOptions(isLowercased: true), externalTokenizer: syllables)
    let statistics = bleu.statistics(hypothesis: "ABCDE \u{3000}", references: ["abxxe"])
    #expect(statistics.hypothesisLength == 3)
    #expect(statistics.matchCounts == [2, 0, 0, 0])
    #expect(
      bleu.signature(referenceCount: 1).description
        == "nrefs:1|case:lc|eff:no|tok:pairs|smooth:exp|version:2.6.0")
  }

  @Test func linesAreStrippedAtTheEnd() {
    let lengths = ExternalTokenizer(name: "length") { ["\($0.unicodeScalars.count)"] }
    let statistics = BLEU(externalTokenizer: lengths).statistics(
      hypothesis: " abcd \u{3000}", references: ["abcde"])
    #expect(statistics.matchCounts == [1, 0, 0, 0])
  }

  @Test func wordsWithWhitespaceAreSeveral() {
    let bleu = BLEU(externalTokenizer: ExternalTokenizer(name: "lines") { [$0] })
    let statistics = bleu.statistics(hypothesis: "a b", references: ["b\u{3000}c"])
    #expect(statistics.matchCounts == [1, 0, 0, 0])
  }

  @Test func namesOfMissingTokenizersSayWhatToDo() throws {
    #expect(try BLEUTokenizer(named: "intl") == .international)
    #expect(throws: TokenizerError.needsModel("flores200")) {
      try BLEUTokenizer(named: "flores200")
    }
    #expect(throws: TokenizerError.needsDictionary("ja-mecab")) {
      try BLEUTokenizer(named: "ja-mecab")
    }
    #expect(throws: TokenizerError.unknown("14a")) { try BLEUTokenizer(named: "14a") }
    #expect("\(TokenizerError.unknown("14a"))".contains("13a, intl, zh, char, none"))
  }

  @Test func doubtsAreDataNotOutput() {
    let tokenized = Array(repeating: "A sentence .", count: 100)
    #expect(BLEU().warnings(hypotheses: tokenized) == [.looksTokenized(lineCount: 100)])
    #expect(BLEU().warnings(hypotheses: Array(tokenized.dropLast())) == [])
    #expect(
      BLEU().warnings(hypotheses: [], language: "zh")
        == [.unusualTokenizer(language: "zh", recommended: "zh")])
    #expect(
      BLEU(BLEUOptions(tokenizer: .chinese)).warnings(hypotheses: [], language: "zh") == [])
  }
}
