import Evaluation
import Testing

@Suite struct BLEUTokenizerTests {
  @Test(arguments: BLEUTokenizer.allCases)
  func wordsAreThoseOfSacreBLEU(tokenizer: BLEUTokenizer) throws {
    let cases = try WordsCase.read().filter { $0.tokenizer == tokenizer.rawValue }
    try #require(!cases.isEmpty)
    for expected in cases {
      #expect(tokenizer.words(in: expected.line) == expected.words, "\(expected.line)")
    }
  }

  @Test func stopsInsideNumbersStay() {
    #expect(
      BLEUTokenizer.mteval13a.words(in: "1,000.5 is 1. of 2.")
        == ["1,000.5", "is", "1", ".", "of", "2", "."])
  }

  @Test func ofAdjacentStopsThePreviousOneIsConsumed() {
    #expect(BLEUTokenizer.mteval13a.words(in: "x..5") == ["x", ".", ".5"])
    #expect(BLEUTokenizer.mteval13a.words(in: "x...5") == ["x", ".", ".", ".", "5"])
  }

  @Test func escapesAreUndoneOneAfterTheOther() {
    #expect(BLEUTokenizer.mteval13a.words(in: "&amp;lt; &apos;") == ["<", "&", "apos", ";"])
  }

  @Test(arguments: BLEUTokenizer.allCases)
  func emptyLinesHaveNoWords(tokenizer: BLEUTokenizer) {
    #expect(tokenizer.words(in: "") == [])
    #expect(tokenizer.words(in: " \t\u{3000}") == [])
  }
}
