import Decoding
import Foundation
import Testing

@Suite struct HypothesisScoringTests {
  static let penalties: [LengthPenalty] = [.none, .gnmt(0.6), .gnmt(1.5), .power(1)]

  @Test(arguments: 0..<40 as Range<UInt64>, penalties)
  func wideBeamFindsTheBestUnderCoverageAndReward(seed: UInt64, penalty: LengthPenalty) throws {
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 4)
    let attention = TableScorer.randomAttention(seed: seed, sourceCount: 3)
    for (reward, coverage) in [(0, 0.2), (0.4, 0), (-0.3, 0), (2, 0.7), (-0.5, 0.1)] {
      var options = options(beamSize: 40, lengthPenalty: penalty, lengthLimit: .fixed(3))
      options.scoring.lengthReward = reward
      options.scoring.coveragePenalty = coverage
      let own = coverage == 0 ? nil : attention
      let expected = allSequences(of: table, options, attention: own)
      try #require(expected.count == 40)
      for hypothesisCount in [1, 3, 40] {
        options.hypothesisCount = hypothesisCount
        let found = try search(table, vocabularyCount: 4, options, attention: own)
        #expect(found.map(\.tokens) == expected.prefix(hypothesisCount).map(\.tokens))
        #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-5 })
      }
    }
  }

  /// Stopping early must change nothing: the naive beam goes on to the limit.
  @Test(arguments: 0..<60 as Range<UInt64>, [StoppingRule.finished(), .unbeatable])
  func earlyStoppingIsExact(seed: UInt64, stopping: StoppingRule) throws {
    // Dear at first and cheap later, so that long hypotheses may still win.
    let begin = TableScorer.randomTable(seed: seed, vocabularyCount: 8, sharpness: 2)
    let rest = TableScorer.randomTable(seed: seed, vocabularyCount: 8, sharpness: 30)
    let table: TableScorer.Table = { $0.count < 2 ? begin($0) : rest($0) }
    let attention = TableScorer.randomAttention(seed: seed, sourceCount: 5)
    for penalty in Self.penalties {
      for (reward, coverage) in [(0, 0), (0, 0.3), (0.5, 0), (-1, 0.3), (3, 0)] {
        var options = options(
          beamSize: 3, hypothesisCount: 2, lengthPenalty: penalty, lengthLimit: .fixed(9))
        options.stopping = stopping
        options.scoring.lengthReward = reward
        options.scoring.coveragePenalty = coverage
        options.repetition.penalty = 1 + Double(seed % 3) / 2
        let own = coverage == 0 ? nil : attention
        let expected = naiveBeam(table, options, attention: own).prefix(2)
        let found = try search(table, vocabularyCount: 8, options, attention: own)
        #expect(found.map(\.tokens) == expected.map(\.tokens))
      }
    }
  }

  @Test func unbeatableRuleGoesOnWhereFinishedOnesAreEnough() throws {
    // Two hypotheses finish at once; the third, better by its mean, takes two steps more.
    let table = TableScorer.handWritten(
      [[]: [0.35, 0.33, 0.32], [1]: [0.9, 0.05, 0.05], [2]: [0, 1, 0], [2, 1]: [0, 1, 0]],
      otherwise: [1, 0, 0])
    var options = options(beamSize: 2, lengthPenalty: .power(1), lengthLimit: .fixed(8))
    #expect(try search(table, vocabularyCount: 3, options).map(\.tokens) == [[1]])
    options.stopping = .unbeatable
    #expect(try search(table, vocabularyCount: 3, options).map(\.tokens) == [[2, 1, 1]])
    options.stopping = .finished(patience: 2)
    #expect(try search(table, vocabularyCount: 3, options).map(\.tokens) == [[2, 1, 1]])
  }

  @Test func impatienceStillFindsWhatIsWanted() throws {
    let table = TableScorer.randomTable(seed: 1, vocabularyCount: 9)
    var options = options(beamSize: 4, hypothesisCount: 4, lengthLimit: .fixed(9))
    options.stopping = .finished(patience: 0.25)
    #expect(try search(table, vocabularyCount: 9, options).count == 4)
  }

  @Test func coverageOfTheEndCounts() throws {
    // One source token: attention 0.5 with the end alone, 0.25 + 0.5 with a token and the end.
    let table = TableScorer.handWritten([:], otherwise: [0.5, 0.5])
    let attention: TableScorer.Table = { $0.isEmpty ? [0.25] : [0.5] }
    var options = options(beamSize: 2, hypothesisCount: 2, lengthLimit: .fixed(1))
    options.scoring.coveragePenalty = 1
    let found = try search(table, vocabularyCount: 2, options, attention: attention)
    try #require(found.map(\.tokens) == [[1], []])
    #expect(abs(found[0].score - (log(0.25) + log(0.75))) < 1e-6)
    #expect(abs(found[1].score - (log(0.5) + log(0.25))) < 1e-6)
    #expect(abs(found[1].logProbability - log(0.5)) < 1e-6)
  }

  @Test func whatIsCoveredTwiceIsNoBetter() throws {
    let table = TableScorer.handWritten([:], otherwise: [0.5, 0.5])
    var options = options(beamSize: 1, lengthLimit: .fixed(1))
    options.minimumLength = .fixed(1)
    options.scoring.coveragePenalty = 1
    let found = try search(table, vocabularyCount: 2, options) { _ in [0.9, 1] }
    #expect(found.map(\.score) == found.map(\.logProbability))
  }
}
