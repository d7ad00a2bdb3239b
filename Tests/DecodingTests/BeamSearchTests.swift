import Decoding
import Foundation
import Testing

@Suite struct BeamSearchTests {
  /// Token 1 is the likelier first token, but token 2 leads to the likelier whole.
  static let garden = TableScorer.handWritten(
    [[]: [0, 0.6, 0.4], [1]: [0.5, 0.25, 0.25], [2]: [1, 0, 0]], otherwise: [1, 0, 0])

  @Test func beamFindsWhatGreedySearchMisses() throws {
    let limit = LengthLimit.fixed(3)
    var scorer = TableScorer(vocabularyCount: 3, tables: [Self.garden])
    let greedy = GreedySearch(options(lengthLimit: limit)).hypotheses(
      sourceLengths: [0], using: &scorer)
    let beam = try search(
      Self.garden, vocabularyCount: 3, options(beamSize: 2, lengthLimit: limit))
    #expect(greedy.map(\.tokens) == [[1]])
    #expect(beam.map(\.tokens) == [[2]])
    #expect(abs(beam[0].logProbability - log(0.4)) < 1e-6)
  }

  @Test(
    arguments: 0..<12 as Range<UInt64>,
    [LengthPenalty.none, .gnmt(0.6), .gnmt(1.5), .power(0.6), .power(1)])
  func wideBeamEqualsBruteForce(seed: UInt64, penalty: LengthPenalty) throws {
    let (vocabularyCount, maximumLength) = (4, 3)
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: vocabularyCount)
    let expected = allSequences(
      of: table, options(lengthPenalty: penalty, lengthLimit: .fixed(maximumLength)))
    try #require(expected.count == 1 + 3 + 9 + 27)
    for hypothesisCount in [1, 5, expected.count] {
      let found = try search(
        table, vocabularyCount: vocabularyCount,
        options(
          beamSize: expected.count, hypothesisCount: hypothesisCount, lengthPenalty: penalty,
          lengthLimit: .fixed(maximumLength)))
      #expect(found.map(\.tokens) == expected.prefix(hypothesisCount).map(\.tokens))
      #expect(found.map(\.score) == expected.prefix(hypothesisCount).map(\.score))
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>, [1, 2, 5])
  func beamEqualsTheRuleAsWritten(seed: UInt64, beamSize: Int) throws {
    let vocabularyCount = 150
    let table = TableScorer.randomTable(
      seed: seed, vocabularyCount: vocabularyCount, sharpness: 12)
    for penalty in [LengthPenalty.none, .gnmt(0.6), .power(1)] {
      for hypothesisCount in [1, beamSize] {
        let options = options(
          beamSize: beamSize, hypothesisCount: hypothesisCount, lengthPenalty: penalty,
          lengthLimit: .fixed(12))
        let expected = naiveBeam(table, options).prefix(hypothesisCount)
        let found = try search(table, vocabularyCount: vocabularyCount, options)
        #expect(found.map(\.tokens) == expected.map(\.tokens))
        #expect(found.map(\.score) == expected.map(\.score))
      }
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func beamOfOneEqualsGreedy(seed: UInt64) {
    let tables = (0..<5).map {
      TableScorer.randomTable(seed: 5 * seed + $0, vocabularyCount: 100, sharpness: 8)
    }
    let options = options(beamSize: 1, lengthPenalty: .power(1), lengthLimit: .sourcePlus(2))
    let sourceLengths = [0, 3, 10, 30, 60]
    var scorer = TableScorer(vocabularyCount: 100, tables: tables)
    let greedy = GreedySearch(options).hypotheses(sourceLengths: sourceLengths, using: &scorer)
    scorer = TableScorer(vocabularyCount: 100, tables: tables)
    let beam = BeamSearch(options).hypotheses(sourceLengths: sourceLengths, using: &scorer)
    #expect(beam == greedy.map { [$0] })
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func sentencesDoNotDependOnTheBatch(seed: UInt64) throws {
    let tables = (0..<7).map {
      TableScorer.randomTable(seed: 7 * seed + $0, vocabularyCount: 9)
    }
    let options = options(
      beamSize: 4, hypothesisCount: 3, lengthPenalty: .gnmt(0.6), lengthLimit: .sourcePlus(1))
    let sourceLengths = Array(0..<7)
    var scorer = TableScorer(vocabularyCount: 9, tables: tables)
    let together = BeamSearch(options).hypotheses(sourceLengths: sourceLengths, using: &scorer)
    try #require(together.count == 7)
    for (sentence, table) in tables.enumerated() {
      var scorer = TableScorer(vocabularyCount: 9, tables: [table])
      let alone = BeamSearch(options).hypotheses(sourceLengths: [sentence], using: &scorer)
      #expect(alone == [together[sentence]])
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func hypothesesAreSortedAndDistinct(seed: UInt64) throws {
    let found = try search(
      TableScorer.randomTable(seed: seed, vocabularyCount: 20), vocabularyCount: 20,
      options(
        beamSize: 8, hypothesisCount: 8, lengthPenalty: .gnmt(0.6), lengthLimit: .fixed(10)))
    #expect(found.count == 8)
    #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    #expect(Set(found.map(\.tokens)).count == found.count)
  }

  @Test func equalHypothesesAreOrderedByTheirTokens() throws {
    let uniform = TableScorer.handWritten([:], otherwise: [0.25, 0.25, 0.25, 0.25])
    let found = try search(
      uniform, vocabularyCount: 4, options(beamSize: 3, hypothesisCount: 3, lengthLimit: .fixed(1)))
    #expect(found.map(\.tokens) == [[], [1], [2]])
  }

  @Test func searchEndsWhenNothingBetterCanCome() throws {
    let sure = TableScorer.handWritten([[]: [0.9, 0.05, 0.05]], otherwise: [0.2, 0.4, 0.4])
    var scorer = TableScorer(vocabularyCount: 3, tables: [sure])
    let found = BeamSearch(options(beamSize: 4, lengthLimit: .fixed(100))).hypotheses(
      sourceLengths: [0], using: &scorer)
    #expect(found.map { $0.map(\.tokens) } == [[[]]])
    #expect(scorer.rowCounts == [1])
  }

  @Test func longerHypothesesMayStillWinUnderAPenalty() throws {
    let patient = TableScorer.handWritten([[]: [0.5, 0.5, 0]], otherwise: [0.9, 0.1, 0])
    let found = try search(
      patient, vocabularyCount: 3,
      options(beamSize: 3, lengthPenalty: .power(1), lengthLimit: .fixed(4)))
    #expect(found.map(\.tokens) == [[1]])
  }

  @Test func finishedSentencesLeaveTheBatch() {
    let short = TableScorer.handWritten([:], otherwise: [1, 0, 0])
    let long = TableScorer.handWritten([[1, 2, 1]: [1, 0, 0]], otherwise: [0, 0.6, 0.4])
    var scorer = TableScorer(vocabularyCount: 3, tables: [short, long, short])
    _ = BeamSearch(options(beamSize: 2, lengthLimit: .fixed(3))).hypotheses(
      sourceLengths: [0, 0, 0], using: &scorer)
    #expect(scorer.rowCounts == [3, 2, 2, 2])
  }
}

@Suite struct LimitTests {
  /// A sentence that all but never ends.
  static let endless = TableScorer.handWritten([:], otherwise: [0.01, 0.9, 0.09])

  @Test(arguments: [1, 2])
  func hypothesesAreEndedByForceAtTheLimit(beamSize: Int) throws {
    let found = try search(
      Self.endless, vocabularyCount: 3, options(beamSize: beamSize, lengthLimit: .fixed(4)))
    let best = try #require(found.first)
    #expect(best.isTruncated)
    #expect(best.tokens == [1, 1, 1, 1])
  }

  @Test func forcedEndIsScoredWithTheEndsLogProbability() throws {
    let found = try search(
      Self.endless, vocabularyCount: 3, options(beamSize: 1, lengthLimit: .fixed(4)))
    let best = try #require(found.first)
    #expect(abs(best.logProbability - (4 * log(0.9) + log(0.01))) < 1e-5)
  }

  @Test func hypothesisThatWouldEndAtTheLimitIsNotTruncated() throws {
    let found = try search(
      BeamSearchTests.garden, vocabularyCount: 3,
      options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(1)))
    #expect(found.map(\.isTruncated) == [false, false])
  }

  @Test(arguments: [1, 4])
  func limitOfZeroGivesTheEmptyHypothesis(beamSize: Int) throws {
    let found = try search(
      Self.endless, vocabularyCount: 3, options(beamSize: beamSize, lengthLimit: .fixed(0)))
    #expect(found.map(\.tokens) == [[]])
    #expect(found.map(\.isTruncated) == [true])
  }

  @Test func noSentencesGiveNoHypotheses() {
    var scorer = TableScorer(vocabularyCount: 3, tables: [])
    let found = BeamSearch(options(lengthLimit: .fixed(4))).hypotheses(
      sourceLengths: [], using: &scorer)
    #expect(found.isEmpty)
    #expect(scorer.rowCounts.isEmpty)
  }

  @Test func networkThatKnowsNothingStillEnds() throws {
    let broken: TableScorer.Table = { _ in [.nan, .nan, -.infinity] }
    let found = try search(broken, vocabularyCount: 3, options(lengthLimit: .fixed(4)))
    #expect(found.map(\.tokens) == [[]])
    #expect(found.map(\.logProbability) == [-.infinity])
    #expect(found.map(\.isTruncated) == [true])
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func suppressedTokensNeverAppear(seed: UInt64) throws {
    let found = try search(
      TableScorer.randomTable(seed: seed, vocabularyCount: 6), vocabularyCount: 6,
      options(
        beamSize: 5, hypothesisCount: 5, lengthLimit: .fixed(6), suppressedTokens: [1, 4]))
    let tokens = Set(found.flatMap(\.tokens))
    #expect(!tokens.isEmpty)
    #expect(tokens.isDisjoint(with: [1, 4]))
  }

  @Test func limitsGrowWithTheSourceAsTheySay() {
    #expect(LengthLimit.sourcePlus(50).maximumLength(sourceLength: 7) == 57)
    #expect(LengthLimit.sourceTimes(1.5, plus: 2).maximumLength(sourceLength: 5) == 9)
    #expect(LengthLimit.fixed(9).maximumLength(sourceLength: 100) == 9)
    #expect(LengthLimit.sourcePlus(-5).maximumLength(sourceLength: 3) == 0)
  }
}
