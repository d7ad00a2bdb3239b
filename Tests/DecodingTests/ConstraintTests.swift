import Decoding
import Foundation
import TestSupport
import Testing

@Suite struct ConstraintTests {
  /// Constraints drawn at random, whose tokens are from 1 to `tokenCount`.
  private func randomConstraints(
    _ generator: inout SeededGenerator, phraseCount: Int, tokenCount: Int, phraseLength: Int = 2
  ) -> SentenceConstraints {
    let sequence: (inout SeededGenerator) -> [Int32] = { generator in
      (0..<(1 + generator.below(phraseLength))).map { _ in
        Int32(1 + generator.below(tokenCount))
      }
    }
    var constraints = SentenceConstraints()
    constraints.required = (0..<phraseCount).map { _ in
      (0..<(1 + generator.below(2))).map { _ in sequence(&generator) }
    }
    if phraseCount > 0, generator.below(4) == 0 {
      constraints.required.append(constraints.required[0])
    }
    if generator.below(3) == 0 { constraints.prefix = sequence(&generator) }
    return constraints
  }

  /// Phrases of tokens of their own: where phrases can overlap, search may leave out hypotheses
  /// that have room for them only because they do.
  private func disjointConstraints(_ generator: inout SeededGenerator) -> SentenceConstraints {
    let alphabets: [[Int32]] = [[1, 2], [3, 4]]
    var constraints = SentenceConstraints()
    for alphabet in alphabets.prefix(generator.below(3)) {
      constraints.required.append(
        (0..<(1 + generator.below(3))).map { _ in
          (0..<(1 + generator.below(3))).map { _ in alphabet[generator.below(2)] }
        })
    }
    if generator.below(3) == 0 { constraints.prefix = [alphabets[generator.below(2)][0]] }
    if generator.below(3) == 0 { constraints.forbidden = [[2, 4], [3]] }
    return constraints
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func wideBeamFindsTheBestThatMeetsTheConstraints(block: UInt64) throws {
    for seed in (30 * block)..<(30 * block + 30) {
      var generator = SeededGenerator(state: seed)
      let constraints = disjointConstraints(&generator)
      let table = TableScorer.randomTable(seed: seed, vocabularyCount: 5)
      var options = options(beamSize: 400, lengthPenalty: .gnmt(0.6), lengthLimit: .fixed(4))
      options.hypothesisCount = 341
      let found = try search(table, vocabularyCount: 5, options, constraints)
        .filter { $0.meetsConstraints }
      let expected = allSequences(of: table, options, constraints)
      #expect(found.map(\.tokens) == expected.map(\.tokens), "seed \(seed)")
      #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-6 })
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func narrowBeamsMeetTheConstraints(block: UInt64) throws {
    for seed in (100 * block)..<(100 * block + 100) { try checkNarrowBeam(seed: seed) }
  }

  private func checkNarrowBeam(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let constraints = randomConstraints(
      &generator, phraseCount: 1 + generator.below(4), tokenCount: 9, phraseLength: 4)
    let needed = constraints.required.reduce(constraints.prefix.count) {
      $0 + ($1.map(\.count).min() ?? 0)
    }
    let beamSize = 1 + generator.below(4)
    var options = options(
      beamSize: beamSize, hypothesisCount: 1 + generator.below(beamSize),
      lengthPenalty: .power(1), lengthLimit: .fixed(needed + generator.below(6)))
    options.repetition.noRepeatNgramSize = generator.below(3)
    options.repetition.loops = generator.below(2) == 0 ? LoopRule(maximumRepeatCount: 1) : nil
    options.suppressedTokens = [2, 12]
    options.minimumLength = .fixed(generator.below(8))
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 20, sharpness: 9)
    let found = try search(table, vocabularyCount: 20, options, constraints)
    #expect(!found.isEmpty)
    for hypothesis in found {
      #expect(hypothesis.meetsConstraints)
      let isMet = NaiveRules(options, constraints).isMet(hypothesis.tokens)
      #expect(isMet, "seed \(seed)")
      #expect(hypothesis.tokens.starts(with: constraints.prefix))
    }
  }

  @Test func impossibleTokensThatAreRequiredAreTaken() throws {
    let table = TableScorer.handWritten([:], otherwise: [0.5, 0.5, 0])
    let limit = options(beamSize: 2, lengthLimit: .fixed(6))
    let constraints = SentenceConstraints(required: [[[2, 1, 2]]])
    let found = try search(table, vocabularyCount: 3, limit, constraints)
    try #require(found.count == 1)
    let isMet = NaiveRules(limit, constraints).isMet(found[0].tokens)
    #expect(isMet)
  }

  @Test func phrasesWithoutRoomAreReportedMissing() throws {
    let table = TableScorer.randomTable(seed: 2, vocabularyCount: 9)
    let found = try search(
      table, vocabularyCount: 9,
      options(beamSize: 3, hypothesisCount: 3, lengthLimit: .fixed(2)),
      SentenceConstraints(required: [[[1, 2, 3]]]))
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { !$0.meetsConstraints })
  }

  @Test func phrasesThatFitByOverlapComeFirst() throws {
    let table = TableScorer.handWritten([:], otherwise: [0.1, 0.7, 0.1, 0.1])
    let found = try search(
      table, vocabularyCount: 4,
      options(beamSize: 30, hypothesisCount: 5, lengthLimit: .fixed(3)),
      SentenceConstraints(required: [[[2, 3]], [[3, 2]]]))
    try #require(found.count == 5)
    #expect([[2, 3, 2], [3, 2, 3]].contains(found[0].tokens))
    #expect(found.map(\.meetsConstraints) == [true, true, false, false, false])
    #expect(found[1].score < found[2].score)
  }

  /// Without its places in the beam the phrase would wait until the limit forces it.
  @Test func hypothesesThatHaveMoreOfThePhrasesHavePlacesOfTheirOwn() throws {
    let table: TableScorer.Table = { tokens in
      let probabilities = tokens.contains(3) ? [0.9, 0.05, 0.03, 0.02] : [0.01, 0.5, 0.45, 0.04]
      return probabilities.map { Float(log($0)) }
    }
    let found = try search(
      table, vocabularyCount: 4, options(beamSize: 2, lengthLimit: .fixed(12)),
      SentenceConstraints(required: [[[3]]]))
    #expect(found.map(\.tokens) == [[3]])
  }

  @Test func forbiddenWinsOverRequired() throws {
    let table = TableScorer.randomTable(seed: 2, vocabularyCount: 9)
    let found = try search(
      table, vocabularyCount: 9, options(beamSize: 3, lengthLimit: .fixed(6)),
      SentenceConstraints(required: [[[1, 2]]], forbidden: [[1, 2]]))
    #expect(found.map(\.meetsConstraints) == [false])
  }

  @Test func likelierAlternativeIsChosen() throws {
    let table = TableScorer.handWritten([:], otherwise: [0.5, 0.3, 0.15, 0.05])
    let found = try search(
      table, vocabularyCount: 4, options(beamSize: 3, lengthLimit: .fixed(6)),
      SentenceConstraints(required: [[[3], [2]]]))
    #expect(found.map(\.tokens) == [[2]])
  }

  @Test func prefixIsScoredAndMayExceedTheLimit() throws {
    let table = TableScorer.randomTable(seed: 4, vocabularyCount: 6)
    let prefix: [Int32] = [3, 3, 1, 5]
    let found = try search(
      table, vocabularyCount: 6, options(beamSize: 2, lengthLimit: .fixed(2)),
      SentenceConstraints(prefix: prefix))
    try #require(found.map(\.tokens) == [prefix])
    let wanted = (0..<4).map { table(Array(prefix.prefix($0)))[Int(prefix[$0])] }
    #expect(Array(found[0].tokenLogProbabilities.prefix(4)) == wanted)
  }

  /// All options at once: a sentence's hypotheses are the same alone, in company and in any order.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func constrainedSentencesDoNotDependOnTheBatch(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    var options = options(
      beamSize: 4, hypothesisCount: 2, lengthPenalty: .gnmt(0.6), lengthLimit: .sourcePlus(6))
    options.repetition = RepetitionOptions(
      noRepeatNgramSize: 3, penalty: 1.2, loops: LoopRule(maximumRepeatCount: 2))
    options.scoring.coveragePenalty = 0.2
    options.diversity.groupCount = 1 + Int(seed % 2)
    let count = 5
    let tables = (0..<count).map {
      TableScorer.randomTable(seed: 9 * seed + UInt64($0), vocabularyCount: 12)
    }
    let attentions = (0..<count).map {
      TableScorer.randomAttention(seed: seed + UInt64($0), sourceCount: 2 + $0)
    }
    let constraints = (0..<count).map { sentence in
      sentence == 0
        ? SentenceConstraints.none
        : randomConstraints(&generator, phraseCount: sentence % 3, tokenCount: 9)
    }
    let decode: ([Int]) -> [[Hypothesis]] = { order in
      var scorer = TableScorer(
        vocabularyCount: 12, tables: order.map { tables[$0] },
        attentions: order.map { attentions[$0] })
      return BeamSearch(options).hypotheses(
        sourceLengths: order, constraints: order.map { constraints[$0] }, using: &scorer)
    }
    let together = decode(Array(0..<count))
    try #require(together.count == count)
    #expect(decode(Array((0..<count).reversed())) == together.reversed())
    for sentence in 0..<count { #expect(decode([sentence]) == [together[sentence]]) }
  }
}
