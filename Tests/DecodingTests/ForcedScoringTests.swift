import Decoding
import Testing

@Suite struct ForcedScoringTests {
  private let scoring = ForcedScoring(
    beginOfSentence: TableScorer.beginOfSentence, endOfSentence: 0)

  @Test(arguments: 0..<50 as Range<UInt64>)
  func hypothesesGetTheNumbersTheyWereFoundWith(seed: UInt64) throws {
    let tables = (0..<3).map {
      TableScorer.randomTable(seed: 3 * seed + $0, vocabularyCount: 20, sharpness: 8)
    }
    var scorer = TableScorer(vocabularyCount: 20, tables: tables)
    let found = BeamSearch(
      options(beamSize: 4, hypothesisCount: 4, lengthLimit: .fixed(9))
    ).hypotheses(sourceLengths: [0, 0, 0], using: &scorer)
    scorer = TableScorer(vocabularyCount: 20, tables: tables)
    let scores = scoring.scores(of: found.map { $0.map(\.tokens) }, using: &scorer)
    try #require(scores.map(\.count) == [4, 4, 4])
    for (hypotheses, scores) in zip(found, scores) {
      #expect(scores.map(\.tokenLogProbabilities) == hypotheses.map(\.tokenLogProbabilities))
      for (hypothesis, score) in zip(hypotheses, scores) {
        #expect(abs(hypothesis.logProbability - score.logProbability) < 1e-9)
      }
    }
  }

  @Test func eachTokenAndTheEndAreScored() throws {
    let table = TableScorer.randomTable(seed: 1, vocabularyCount: 5)
    var scorer = TableScorer(vocabularyCount: 5, tables: [table, table, table])
    let targets: [[[Int32]]] = [[[], [4, 4, 2]], [], [[1], [1], [3, 2]]]
    let scores = scoring.scores(of: targets, using: &scorer)
    try #require(scores.map(\.count) == [2, 0, 3])
    for (targets, scores) in zip(targets, scores) {
      for (target, score) in zip(targets, scores) {
        let wanted = (target + [0]).enumerated().map { place, token in
          table(Array(target.prefix(place)))[Int(token)]
        }
        #expect(score.tokenLogProbabilities == wanted)
      }
    }
    // One row at first, then one for each target that has not ended.
    #expect(scorer.rowCounts == [2, 4, 2, 1])
  }

  @Test func attentionComesWithEachToken() throws {
    let attention = TableScorer.randomAttention(seed: 2, sourceCount: 3)
    var scorer = TableScorer(
      vocabularyCount: 5, tables: [TableScorer.randomTable(seed: 1, vocabularyCount: 5)],
      attentions: [attention])
    let scores = ForcedScoring(
      beginOfSentence: TableScorer.beginOfSentence, endOfSentence: 0, wantsAttention: true
    ).scores(of: [[[4, 2], [3]]], using: &scorer)
    try #require(scores.map(\.count) == [2])
    #expect(scores[0][0].attention == [[], [4], [4, 2]].map(attention))
    #expect(scores[0][1].attention == [[], [3]].map(attention))
  }
}
