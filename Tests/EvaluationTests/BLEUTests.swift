import Evaluation
import Testing

@Suite struct BLEUTests {
  @Test func equalCorporaScoreOneHundred() {
    let lines = ["The cat sat on the mat.", "It was a warm day, 12.5 degrees."]
    let score = BLEU().corpusScore(hypotheses: lines, references: [lines])
    #expect(abs(score.value - 100) < 1e-9)
    #expect(score.brevityPenalty == 1)
  }

  @Test func matchesAreClippedByTheReferenceThatHasMost() {
    let statistics = BLEU().statistics(
      hypothesis: "the the the the", references: ["the cat", "the cat on the mat"])
    #expect(statistics.matchCounts == [2, 0, 0, 0])
    #expect(statistics.totalCounts == [4, 3, 2, 1])
  }

  @Test func ofTwoLengthsAsNearTheShorterCounts() {
    let statistics = BLEU().statistics(
      hypothesis: "a b c", references: ["a b c d", "a b", "a b c d e"])
    #expect(statistics.referenceLength == 2)
  }

  @Test func statisticsOfSegmentsAddUpToThoseOfTheCorpus() {
    let (hypotheses, references) = (["a b c d", "e f", ""], ["a b d", "f e g", "h"])
    let bleu = BLEU()
    var sum = BLEUStatistics(maximumOrder: 4)
    for (hypothesis, reference) in zip(hypotheses, references) {
      sum += bleu.statistics(hypothesis: hypothesis, references: [reference])
    }
    #expect(bleu.score(sum) == bleu.corpusScore(hypotheses: hypotheses, references: [references]))
  }

  @Test func emptyCorpusScoresZero() {
    #expect(BLEU().corpusScore(hypotheses: [], references: [[]]).value == 0)
  }

  @Test func wordsThatDifferByNullCharactersDiffer() {
    let statistics = BLEU(BLEUOptions(tokenizer: .whitespace)).statistics(
      hypothesis: "\0a abcd\0e", references: ["a abcde"])
    #expect(statistics.matchCounts[0] == 0)
  }

  @Test func effectiveOrderScoresShortSentences() {
    let (plain, effective) = (BLEU(), BLEU(BLEUOptions(usesEffectiveOrder: true)))
    let (hypothesis, references) = ("two words", ["two words"])
    #expect(plain.sentenceScore(hypothesis: hypothesis, references: references).value == 0)
    let score = effective.sentenceScore(hypothesis: hypothesis, references: references)
    #expect(abs(score.value - 100) < 1e-9)
  }

  @Test func capitalSigmaIsLoweredByItsPlace() {
    let statistics = BLEU(BLEUOptions(isLowercased: true)).statistics(
      hypothesis: "ΟΔΟΣ Σ", references: ["οδος σ"])
    #expect(statistics.matchCounts == [2, 1, 0, 0])
  }

  @Test func signatureSaysWhereReferencesVary() {
    #expect(
      BLEU().signature(referenceCount: nil).description
        == "nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0")
  }

  @Test func reportWithoutSignatureNamesTheMetricOnly() {
    let score = BLEU().corpusScore(hypotheses: ["a b c d e"], references: [["a b c d f"]])
    #expect(
      score.report().text()
        == "BLEU = 66.87 80.0/75.0/66.7/50.0 "
        + "(BP = 1.000 ratio = 1.000 hyp_len = 5 ref_len = 5)")
  }
}
