import Decoding
import Testing

@Suite struct LengthPenaltyTests {
  @Test func gnmtDividesByThePowerOfFiveMoreOverSix() {
    // ((5 + 7) / 6) ^ 0.6 = 2 ^ 0.6
    #expect(abs(LengthPenalty.gnmt(0.6).divisor(length: 7) - 1.515_716_566_510_398) < 1e-12)
    #expect(LengthPenalty.gnmt(0.6).divisor(length: 1) == 1)
  }

  @Test func powerDividesByThePowerOfTheLength() {
    // 4 ^ 0.5
    #expect(abs(LengthPenalty.power(0.5).divisor(length: 4) - 2) < 1e-12)
    #expect(LengthPenalty.power(1).divisor(length: 9) == 9)
  }

  @Test func noneLeavesTheSum() {
    #expect(LengthPenalty.none.divisor(length: 9) == 1)
  }

  @Test func endOfSentenceCounts() throws {
    let table = TableScorer.handWritten(
      [[]: [0, 0.5, 0.5], [1]: [1, 0, 0]], otherwise: [0.5, 0.25, 0.25])
    var scorer = TableScorer(vocabularyCount: 3, tables: [table])
    let options = SearchOptions(
      beginOfSentence: TableScorer.beginOfSentence, endOfSentence: 0, lengthPenalty: .power(1))
    let found = BeamSearch(options).hypotheses(sourceLengths: [0], using: &scorer)
    let best = try #require(found.first?.first)
    #expect(best.tokens == [1])
    #expect(best.score == best.logProbability / 2)
  }
}
