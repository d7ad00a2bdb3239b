import Evaluation
import Testing

@Suite struct TERTests {
  private func edits(_ hypothesis: String, _ reference: String) -> Int {
    TER().sentenceScore(hypothesis: hypothesis, references: [reference]).editCount
  }

  @Test func aSeriesOfWordsShiftsAtOnce() {
    #expect(edits("c d e a b", "a b c d e") == 1)
    #expect(edits("b a", "a b") == 1)
  }

  @Test func wordsAreInsertedDeletedAndReplaced() {
    #expect(edits("a c", "a b c") == 1)
    #expect(edits("a b c", "a c") == 1)
    #expect(edits("a x c", "a b c") == 1)
    #expect(edits("", "a b c") == 3)
    #expect(edits("a b c", "") == 3)
  }

  @Test func emptyReferencesCountAsWhollyWrongOrRight() {
    #expect(TER().sentenceScore(hypothesis: "a", references: [""]).value == 100)
    #expect(TER().sentenceScore(hypothesis: "", references: [""]).value == 0)
  }

  @Test func theFewestEditsAndTheMeanLengthCount() {
    let score = TER().sentenceScore(hypothesis: "a b", references: ["a b c d", "a b", "x"])
    #expect(score.editCount == 0)
    #expect(score.referenceLength == 7.0 / 3)
  }

  @Test func linesOfManyWordsAreCompared() {
    let words = (0..<150).map { "w\($0)" }
    let shifted = words[140...] + words[..<140]
    #expect(
      edits(shifted.joined(separator: " "), words.joined(separator: " ")) == 20,
      "Ten words cannot shift farther than 50.")
    let near = words[..<20] + words[30..<50] + words[20..<30] + words[50...]
    #expect(edits(near.joined(separator: " "), words.joined(separator: " ")) == 1)
  }

  @Test func referencesAreNormalisedTwice() {
    let ter = TER(TEROptions(isNormalized: true))
    #expect(ter.words(in: "It's.") == ["it's", "."])
    #expect(ter.sentenceScore(hypothesis: "it 's .", references: ["It's."]).editCount == 0)
  }

  @Test func punctuationIsTakenOutOfWords() {
    let options = TEROptions(removesPunctuation: true, supportsAsianScripts: true)
    #expect(TER(options).words(in: "a.b, ... 中。「文」") == ["ab", "中文"])
  }
}
