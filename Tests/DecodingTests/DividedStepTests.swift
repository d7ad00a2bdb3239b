import Decoding
import Testing

/// Steps in two calls, of which the second leaves out what cannot count.
@Suite struct DividedStepTests {
  /// The hypotheses of sentences, and the rows of each call.
  private func search(
    _ tables: [TableScorer.Table], vocabularyCount: Int, _ options: SearchOptions,
    sourceLengths: [Int], crowd: Int
  ) -> (hypotheses: [[Hypothesis]], rowCounts: [Int]) {
    var scorer = TableScorer(
      vocabularyCount: vocabularyCount, tables: tables,
      attentions: tables.indices.map {
        TableScorer.randomAttention(seed: UInt64($0), sourceCount: 3)
      })
    let hypotheses = BeamSearch(options, crowd: crowd).hypotheses(
      sourceLengths: sourceLengths, using: &scorer)
    return (hypotheses, scorer.rowCounts)
  }

  @Test(arguments: 0..<12 as Range<UInt64>, [2, 4, 7])
  func hypothesesAreThoseOfWholeSteps(seed: UInt64, beamSize: Int) throws {
    let tables = (0..<5).map {
      TableScorer.randomTable(seed: 5 * seed + $0, vocabularyCount: 12, sharpness: 30)
    }
    for penalty in [LengthPenalty.none, .gnmt(0.6), .power(1)] {
      var options = options(
        beamSize: beamSize, hypothesisCount: beamSize, lengthPenalty: penalty,
        lengthLimit: .sourcePlus(2))
      options.minimumLength = .fixed(2)
      let lengths = [0, 4, 9, 15, 15]
      let whole = search(
        tables, vocabularyCount: 12, options, sourceLengths: lengths, crowd: .max)
      let divided = search(tables, vocabularyCount: 12, options, sourceLengths: lengths, crowd: 1)
      #expect(divided.hypotheses == whole.hypotheses)
      #expect(divided.rowCounts.reduce(0, +) < whole.rowCounts.reduce(0, +))
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func wideBeamEqualsBruteForce(seed: UInt64) {
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 4, sharpness: 9)
    let all = options(lengthPenalty: .power(1), lengthLimit: .fixed(3))
    let expected = allSequences(of: table, all)
    var wide = all
    (wide.beamSize, wide.hypothesisCount) = (expected.count, expected.count)
    let found = search([table], vocabularyCount: 4, wide, sourceLengths: [0], crowd: 1).hypotheses
    #expect(found.map { $0.map(\.tokens) } == [expected.map(\.tokens)])
    #expect(found.map { $0.map(\.score) } == [expected.map(\.score)])
  }

  /// Token 2 is 19 times less likely than token 1, and two continuations of 1 are likelier.
  @Test func whatCannotCountIsNotAskedAbout() {
    let table = TableScorer.handWritten(
      [[]: [0, 0.95, 0.05], [1]: [0, 0.5, 0.5]], otherwise: [1, 0, 0])
    let options = options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(9))
    let whole = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 2)
    let divided = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 1)
    #expect(whole.rowCounts == [1, 2, 2])
    #expect(divided.rowCounts == [1, 1, 2])
    #expect(divided.hypotheses == whole.hypotheses)
    #expect(divided.hypotheses.map { $0.map(\.tokens) } == [[[1, 1], [1, 2]]])
  }

  /// The likelier first token all but ends the sentence, so continuations of the other one count.
  private static let secondCall = TableScorer.handWritten(
    [[]: [0, 0.95, 0.05], [1]: [0.98, 0.015, 0.005], [2]: [0, 0, 1], [2, 2]: [1, 0, 0]],
    otherwise: [0.5, 0.5, 0])

  @Test func whatMayCountIsAskedAboutInASecondCall() {
    let table = Self.secondCall
    let options = options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(9))
    let whole = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 2)
    let divided = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 1)
    #expect(whole.rowCounts == [1, 2, 2])
    #expect(divided.rowCounts == [1, 1, 1, 2])
    #expect(divided.hypotheses == whole.hypotheses)
    #expect(divided.hypotheses.map { $0.map(\.tokens) } == [[[1], [2, 2]]])
  }

  /// Hypotheses of which none can go on end by force, those that waited among them.
  @Test func deadEndsOfBothCallsEndByForce() {
    let table = TableScorer.handWritten([[]: [0, 0.95, 0.05]], otherwise: [1, 0, 0])
    var options = options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(9))
    options.minimumLength = .fixed(4)
    let whole = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 2)
    let divided = search([table], vocabularyCount: 3, options, sourceLengths: [0], crowd: 1)
    #expect(whole.rowCounts == [1, 2])
    #expect(divided.rowCounts == [1, 1, 1])
    #expect(divided.hypotheses == whole.hypotheses)
    #expect(divided.hypotheses.map(\.count) == [2])
  }

  @Test func severalNetworksKeepTheRowsToo() {
    let table = Self.secondCall
    var ensemble = EnsembleScorer(
      [0, 1].map { _ in TableScorer(vocabularyCount: 3, tables: [table]) })
    let found = BeamSearch(
      options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(9)), crowd: 1
    ).hypotheses(sourceLengths: [0], using: &ensemble)
    #expect(found.map { $0.map(\.tokens) } == [[[1], [2, 2]]])
  }

  /// Where groups, rules or coverage count, more than a hypothesis' own log-probability is compared.
  @Test func otherSearchesTakeWholeSteps() {
    let tables = (0..<3).map {
      TableScorer.randomTable(seed: 70 + $0, vocabularyCount: 12, sharpness: 30)
    }
    var diverse = options(beamSize: 8, hypothesisCount: 8, lengthLimit: .fixed(6))
    diverse.diversity = DiversityOptions(groupCount: 2, strength: 0.5)
    var blocked = options(beamSize: 8, hypothesisCount: 8, lengthLimit: .fixed(6))
    blocked.repetition.noRepeatNgramSize = 2
    var covering = options(beamSize: 8, hypothesisCount: 8, lengthLimit: .fixed(6))
    covering.scoring.coveragePenalty = 0.4
    for options in [diverse, blocked, covering] {
      let found = [Int.max, 1].map {
        search(tables, vocabularyCount: 12, options, sourceLengths: [0, 0, 0], crowd: $0)
      }
      #expect(found[0] == found[1])
    }
  }
}
