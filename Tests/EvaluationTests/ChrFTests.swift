import Evaluation
import Testing

@Suite struct ChrFTests {
  @Test func equalCorporaScoreOneHundred() {
    let lines = ["The cat sat on the mat.", "Es war ein warmer Tag, 12,5 Grad."]
    for options in [ChrFOptions(), .plusPlus, ChrFOptions(beta: 0, usesEpsilonSmoothing: true)] {
      let score = ChrF(options).score(hypotheses: lines, references: [lines])
      #expect(abs(score.value - 100) < 1e-9)
    }
  }

  @Test func nGramsAreCountedAsOftenAsBothHaveThem() {
    let row = ChrF(ChrFOptions(characterOrder: 2)).row(hypothesis: "aaaa", references: ["aa b"])
    // Of one character: aaaa, aab, aa; of two: aa aa aa, aa ab, aa.
    #expect(row == [4, 3, 2, 3, 2, 1])
  }

  @Test func ordersThatTheReferenceLacksDoNotCount() {
    let row = ChrF(ChrFOptions(characterOrder: 3)).row(hypothesis: "abcd", references: ["ab"])
    #expect(row == [4, 2, 2, 3, 1, 1, 0, 0, 0])
  }

  @Test func nullCharactersAreCharacters() {
    let row = ChrF(ChrFOptions(characterOrder: 2)).row(
      hypothesis: "\0a\0", references: ["\0\0a"])
    #expect(row == [3, 3, 3, 2, 2, 1])
  }

  @Test func punctuationIsSplitOffOneEndOfAWord() {
    let options = ChrFOptions(characterOrder: 0, wordOrder: 1)
    func matches(_ hypothesis: String, _ reference: String) -> Double {
      ChrF(options).row(hypothesis: hypothesis, references: [reference])[2]
    }
    #expect(matches("hi)", "hi )") == 2)
    #expect(matches("hi)", "hi) x") == 2)
    #expect(matches("(hi)", "( hi )") == 1)
    #expect(matches("(hi", "( hi") == 2)
    #expect(matches("-", "-") == 1)
    #expect(matches("…hi", "… hi") == 0)
  }

  @Test func theFirstReferenceWithTheBestScoreCounts() {
    let chrF = ChrF(ChrFOptions(characterOrder: 1))
    #expect(chrF.row(hypothesis: "ab", references: ["xy", "abcd", "z"]) == [2, 4, 2])
    #expect(chrF.row(hypothesis: "ab", references: ["xy", "z"]) == [2, 2, 0])
  }

  @Test func longLinesOutgrowTheTables() {
    let text = (0..<4000).map { "w\($0)" }.joined(separator: " ")
    let score = ChrF(.plusPlus).sentenceScore(hypothesis: text, references: [text])
    #expect(abs(score.value - 100) < 1e-9)
  }

  @Test func nameTellsBetaAndTheOrderOfWords() {
    #expect(ChrF(ChrFOptions(wordOrder: 2, beta: 3)).name == "chrF3++")
  }
}
