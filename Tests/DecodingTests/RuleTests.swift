import Decoding
import TestSupport
import Testing

@Suite struct RuleTests {
  /// Options with rules drawn at random for a small vocabulary.
  private func randomOptions(seed: UInt64, beamSize: Int, lengthLimit: Int) -> SearchOptions {
    var generator = SeededGenerator(state: seed)
    var options = options(
      beamSize: beamSize, lengthPenalty: .gnmt(0.6), lengthLimit: .fixed(lengthLimit))
    options.minimumLength = .fixed(generator.below(3))
    options.repetition.noRepeatNgramSize = generator.below(4)
    options.repetition.penalty = 1 + Double(generator.below(3)) * 0.4
    if generator.below(2) == 0 {
      options.repetition.loops = LoopRule(
        maximumUnitLength: 1 + generator.below(2), maximumRepeatCount: 1 + generator.below(2),
        exemptTokens: generator.below(2) == 0 ? [1] : [])
    }
    options.forbiddenSequences = (0..<generator.below(3)).map { _ in
      (0..<(1 + generator.below(2))).map { _ in Int32(1 + generator.below(3)) }
    }
    if generator.below(3) == 0 { options.forbiddenSequences.append([2, 0]) }
    return options
  }

  @Test(arguments: 0..<1000 as Range<UInt64>)
  func wideBeamEqualsBruteForceUnderRules(seed: UInt64) throws {
    // With seven tokens more than any rule can take away, no hypothesis runs into a dead end.
    let options = randomOptions(seed: seed, beamSize: 400, lengthLimit: 3)
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 7)
    var expected = allSequences(of: table, options)
    try #require(!expected.isEmpty)
    // At the limit all hypotheses end, also those that must not.
    expected.removeAll { $0.tokens.count == 3 && $0.tokens.last == 2 }
    var wide = options
    wide.hypothesisCount = 400
    let found = try search(table, vocabularyCount: 7, wide)
      .filter { !($0.tokens.count == 3 && $0.tokens.last == 2) }
    #expect(found.map(\.tokens) == expected.map(\.tokens))
    #expect(zip(found, expected).allSatisfy { abs($0.score - $1.score) < 1e-6 })
    #expect(zip(found, expected).allSatisfy { abs($0.logProbability - $1.logProbability) < 1e-6 })
  }

  @Test(arguments: 0..<1000 as Range<UInt64>)
  func narrowBeamEqualsTheRuleAsWritten(seed: UInt64) throws {
    var options = randomOptions(seed: seed, beamSize: 1 + Int(seed % 4), lengthLimit: 12)
    options.hypothesisCount = options.beamSize
    let table = TableScorer.randomTable(seed: seed, vocabularyCount: 25, sharpness: 7)
    let expected = naiveBeam(table, options).prefix(options.hypothesisCount)
    let found = try search(table, vocabularyCount: 25, options)
    #expect(found.map(\.tokens) == expected.map(\.tokens))
  }

  @Test(arguments: 0..<500 as Range<UInt64>)
  func beamOfOneEqualsGreedyUnderRules(seed: UInt64) {
    let options = randomOptions(seed: seed, beamSize: 1, lengthLimit: 20)
    var generator = SeededGenerator(state: seed)
    // So few tokens that hypotheses run into dead ends.
    let vocabularyCount = 4 + Int(seed % 9)
    let tables = (0..<3).map {
      TableScorer.randomTable(seed: 3 * seed + $0, vocabularyCount: vocabularyCount, sharpness: 8)
    }
    let constraints = tables.map { _ in
      SentenceConstraints(
        prefix: (0..<generator.below(4)).map { _ in Int32(1 + generator.below(3)) },
        forbidden: [[Int32(1 + generator.below(3))]])
    }
    var scorer = TableScorer(vocabularyCount: vocabularyCount, tables: tables)
    let greedy = GreedySearch(options).hypotheses(
      sourceLengths: [0, 0, 0], constraints: constraints, using: &scorer)
    scorer = TableScorer(vocabularyCount: vocabularyCount, tables: tables)
    let beam = BeamSearch(options).hypotheses(
      sourceLengths: [0, 0, 0], constraints: constraints, using: &scorer)
    #expect(greedy.count == 3)
    #expect(beam == greedy.map { [$0] })
  }

  @Test func endIsNotForcedWhereItIsForbiddenBeforeTheMinimum() throws {
    let eager = TableScorer.handWritten([:], otherwise: [0.9, 0.06, 0.04])
    var options = options(beamSize: 2, lengthLimit: .fixed(9))
    options.minimumLength = .fixed(3)
    let found = try search(eager, vocabularyCount: 3, options)
    #expect(found.map(\.tokens) == [[1, 1, 1]])
    #expect(found.map(\.isTruncated) == [false])
  }

  @Test func minimumAboveTheLimitGivesWay() throws {
    let eager = TableScorer.handWritten([:], otherwise: [0.9, 0.06, 0.04])
    var options = options(beamSize: 2, lengthLimit: .fixed(2))
    options.minimumLength = .fixed(5)
    #expect(try search(eager, vocabularyCount: 3, options).map(\.tokens) == [[1, 1]])
  }

  @Test func deadEndsAreEndedByForce() throws {
    // After 1 and 2 no token is left, and the end would come too early.
    let table = TableScorer.handWritten([:], otherwise: [0.2, 0.5, 0.3])
    var options = options(beamSize: 1, lengthLimit: .fixed(9))
    options.minimumLength = .fixed(5)
    options.repetition.noRepeatNgramSize = 1
    let found = try search(table, vocabularyCount: 3, options)
    #expect(found.map(\.tokens) == [[1, 2]])
    #expect(found.map(\.isTruncated) == [true])
  }

  @Test func repetitionPenaltyLeavesTheNetworksLogProbability() throws {
    let table = TableScorer.handWritten([[1, 1]: [1, 0, 0]], otherwise: [0, 0.75, 0.25])
    var options = options(beamSize: 1, lengthLimit: .fixed(2))
    options.repetition.penalty = 1.5
    let found = try search(table, vocabularyCount: 3, options)
    try #require(found.map(\.tokens) == [[1, 1]])
    let logProbability = Double(found[0].tokenLogProbabilities[0])
    #expect(abs(found[0].logProbability - 2 * logProbability) < 1e-6)
    #expect(abs(found[0].score - 2.5 * logProbability) < 1e-6)
  }

  @Test func tokenLogProbabilitiesAddUpToTheHypothesis() throws {
    let table = TableScorer.randomTable(seed: 8, vocabularyCount: 9)
    let found = try search(
      table, vocabularyCount: 9, options(beamSize: 5, hypothesisCount: 5, lengthLimit: .fixed(7)))
    try #require(found.count == 5)
    for hypothesis in found {
      #expect(hypothesis.tokenLogProbabilities.count == hypothesis.tokens.count + 1)
      let sum = hypothesis.tokenLogProbabilities.reduce(0) { $0 + Double($1) }
      #expect(abs(hypothesis.logProbability - sum) < 1e-9)
    }
  }

  @Test func limitsHaveACeiling() {
    #expect(LengthLimit.sourceTimes(2, plus: 3).atMost(10).maximumLength(sourceLength: 3) == 9)
    #expect(LengthLimit.sourceTimes(2, plus: 3).atMost(10).maximumLength(sourceLength: 8) == 10)
    #expect(LengthLimit.fixed(9).atMost(7).atMost(8).maximumLength(sourceLength: 0) == 7)
  }
}

@Suite struct LoopRuleTests {
  /// The first loop, found by comparing all windows.
  private func naiveLoop(
    _ tokens: [Int32], _ rule: LoopRule
  ) -> (range: Range<Int>, unitLength: Int)? {
    for end in 0...tokens.count {
      for unit in 1...rule.maximumUnitLength {
        let start = end - unit * (rule.maximumRepeatCount + 1)
        guard start >= 0 else { continue }
        let first = Array(tokens[start..<(start + unit)])
        let isLoop = stride(from: start, to: end, by: unit).allSatisfy {
          Array(tokens[$0..<($0 + unit)]) == first
        }
        guard isLoop, !first.allSatisfy(rule.exemptTokens.contains) else { continue }
        let rest = (end..<tokens.count).prefix { tokens[$0] == first[($0 - start) % unit] }
        return (start..<(end + rest.count), unit)
      }
    }
    return nil
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func loopsAreThoseOfAllWindows(block: UInt64) {
    for seed in (100 * block)..<(100 * block + 100) {
      var generator = SeededGenerator(state: seed)
      let tokens = (0..<generator.below(40)).map { _ in Int32(generator.below(2)) }
      let rule = LoopRule(
        maximumUnitLength: 1 + generator.below(4), maximumRepeatCount: 1 + generator.below(3),
        exemptTokens: generator.below(2) == 0 ? [1] : [])
      let (found, wanted) = (rule.loop(in: tokens), naiveLoop(tokens, rule))
      #expect(found?.unitLength == wanted?.unitLength, "seed \(seed)")
      #expect(found?.range == wanted?.range, "seed \(seed)")
    }
  }

  @Test(
    arguments: [
      ([5, 5, 5], nil, 0), ([5, 5, 5, 5], 0..<4, 1), ([1, 2, 1, 2, 1, 2, 1], nil, 0),
      ([9, 1, 2, 1, 2, 1, 2, 1, 2, 1, 7], 1..<10, 2), ([], nil, 0),
      ([1, 2, 3, 4, 5, 6, 7, 8, 9], nil, 0),
    ] as [([Int32], Range<Int>?, Int)])
  func fourthUnitMakesALoop(tokens: [Int32], range: Range<Int>?, unitLength: Int) {
    let loop = LoopRule().loop(in: tokens)
    #expect(loop?.range == range)
    #expect((loop?.unitLength ?? 0) == unitLength)
  }

  @Test func unitsOfEightTokensAreSeenAndOfNineAreNot() {
    let unit = (1...9).map(Int32.init)
    let eight = (0..<4).flatMap { _ in unit.prefix(8) }
    let nine = (0..<4).flatMap { _ in unit }
    #expect(LoopRule().loop(in: eight)?.repeatCount == 4)
    #expect(LoopRule().loop(in: nine) == nil)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func searchEntersNoLoop(seed: UInt64) throws {
    let table: TableScorer.Table = { tokens in
      // A network that has lost the thread: what came two tokens ago comes again.
      let favourite = tokens.count < 2 ? 1 + tokens.count : Int(tokens[tokens.count - 2])
      return (0..<6).map { token in
        if token == 0 { return -30 }
        return token == favourite ? -0.01 : -5 - Float((token + Int(seed)) % 7) / 10
      }
    }
    var options = options(
      beamSize: 1 + Int(seed % 3), hypothesisCount: 1 + Int(seed % 3), lengthLimit: .fixed(40))
    let free = try search(table, vocabularyCount: 6, options)
    #expect(free.contains { LoopRule().loop(in: $0.tokens) != nil })
    options.repetition.loops = LoopRule()
    let guarded = try search(table, vocabularyCount: 6, options)
    #expect(guarded.count == options.hypothesisCount)
    #expect(guarded.allSatisfy { LoopRule().loop(in: $0.tokens) == nil })
  }
}
