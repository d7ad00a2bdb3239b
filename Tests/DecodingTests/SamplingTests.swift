import Decoding
import Foundation
import TestSupport
import Testing

@Suite struct SamplingTests {
  private static let count = 20_000
  /// Ends after one token.
  private static let dice = TableScorer.handWritten(
    [[]: [0.05, 0.4, 0.3, 0.15, 0.07, 0.03]], otherwise: [1, 0, 0, 0, 0, 0])

  private func draw(
    _ table: @escaping TableScorer.Table, vocabularyCount: Int, _ sampling: SamplingOptions,
    _ options: SearchOptions = options(lengthLimit: .fixed(30)), key: UInt64 = 1,
    _ constraints: SentenceConstraints = .none
  ) throws -> [Hypothesis] {
    var scorer = TableScorer(vocabularyCount: vocabularyCount, tables: [table])
    let found = Sampling(options, sampling).hypotheses(
      sourceLengths: [0], keys: [key], constraints: [constraints], using: &scorer)
    return try #require(found.first)
  }

  /// Pearson's chi-square of drawn first tokens (0 for the end) against probabilities.
  private func chiSquare(_ found: [Hypothesis], _ wanted: [Double]) -> Double {
    var counts = [Double](repeating: 0, count: wanted.count)
    for hypothesis in found { counts[Int(hypothesis.tokens.first ?? 0)] += 1 }
    return zip(counts, wanted).reduce(0) { sum, pair in
      let expected = pair.1 * Double(found.count)
      guard expected > 0 else { return sum + (pair.0 > 0 ? .infinity : 0) }
      return sum + (pair.0 - expected) * (pair.0 - expected) / expected
    }
  }

  // 99.9 % of chi-square with 5 degrees of freedom are below 20.5 (and with fewer, too); the seed
  // is fixed, so that the tests don't fail by chance.
  @Test(
    arguments: [
      (SamplingOptions(sampleCount: count), [0.05, 0.4, 0.3, 0.15, 0.07, 0.03]),
      (SamplingOptions(sampleCount: count, topCount: 2), [0, 4 / 7, 3 / 7, 0, 0, 0]),
      (
        SamplingOptions(sampleCount: count, topProbability: 0.75),
        [0, 0.4 / 0.85, 0.3 / 0.85, 0.15 / 0.85, 0, 0]
      ),
      (
        SamplingOptions(sampleCount: count, minimumProbability: 0.06),
        [0, 0.4 / 0.92, 0.3 / 0.92, 0.15 / 0.92, 0.07 / 0.92, 0]
      ),
      (
        // The two likeliest of the three that are left have 0.7 / 0.85 of the probability.
        SamplingOptions(sampleCount: count, topCount: 3, topProbability: 0.8),
        [0, 4 / 7, 3 / 7, 0, 0, 0]
      ),
    ] as [(SamplingOptions, [Double])])
  func tokensAreDrawnAsOftenAsTheyShould(sampling: SamplingOptions, wanted: [Double]) throws {
    let found = try draw(Self.dice, vocabularyCount: 6, sampling)
    try #require(found.count == Self.count)
    #expect(chiSquare(found, wanted) < 20.5)
  }

  @Test(arguments: [0.5, 2])
  func temperatureIsThePowerOfProbabilities(temperature: Double) throws {
    let probabilities = [0.05, 0.4, 0.3, 0.15, 0.07, 0.03]
    let powers = probabilities.map { pow($0, 1 / temperature) }
    let found = try draw(
      Self.dice, vocabularyCount: 6,
      SamplingOptions(sampleCount: Self.count, temperature: temperature))
    #expect(chiSquare(found, powers.map { $0 / powers.reduce(0, +) }) < 20.5)
    let first = try #require(found.first { $0.tokens == [1] })
    // The network's log-probability, whatever the temperature.
    #expect(abs(first.logProbability - log(0.4)) < 1e-6)
  }

  @Test func stepsAreIndependent() throws {
    let coin = TableScorer.handWritten([:], otherwise: [0, 0.5, 0.5])
    let found = try draw(
      coin, vocabularyCount: 3, SamplingOptions(sampleCount: 4000),
      options(lengthLimit: .fixed(3)))
    var counts: [[Int32]: Int] = [:]
    for hypothesis in found { counts[hypothesis.tokens, default: 0] += 1 }
    #expect(counts.count == 8)
    // 500 expected, and a standard deviation of 21.
    #expect(counts.values.allSatisfy { abs($0 - 500) < 84 })
    #expect(found.allSatisfy { $0.isTruncated })
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func samplesDependOnSeedKeyAndNumberOnly(seed: UInt64) throws {
    let settings = [
      SamplingOptions(sampleCount: 3, seed: seed),
      SamplingOptions(sampleCount: 3, seed: seed, temperature: 0.7, topCount: 5),
      SamplingOptions(sampleCount: 3, seed: seed, topProbability: 0.9),
    ]
    var options = options(lengthLimit: .sourcePlus(5))
    options.repetition.penalty = 1.3
    options.repetition.noRepeatNgramSize = 2
    options.minimumLength = .fixed(2)
    let tables = (0..<4).map {
      TableScorer.randomTable(seed: 4 * seed + $0, vocabularyCount: 15, sharpness: 3)
    }
    for sampling in settings {
      let decode: ([Int], SamplingOptions) -> [[Hypothesis]] = { order, sampling in
        var scorer = TableScorer(vocabularyCount: 15, tables: order.map { tables[$0] })
        return Sampling(options, sampling).hypotheses(
          sourceLengths: order, keys: order.map(UInt64.init), using: &scorer)
      }
      let together = decode([0, 1, 2, 3], sampling)
      try #require(together.map(\.count) == [3, 3, 3, 3])
      #expect(decode([3, 1, 0, 2], sampling) == [3, 1, 0, 2].map { together[$0] })
      #expect(decode([2], sampling) == [together[2]])
      var more = sampling
      more.sampleCount = 5
      #expect(decode([1], more)[0].prefix(3) == together[1][...])
    }
  }

  @Test func seedsKeysAndSamplesDiffer() throws {
    let coin = TableScorer.handWritten([:], otherwise: [0, 0.5, 0.5])
    let limit = options(lengthLimit: .fixed(30))
    var all: Set<[Int32]> = []
    for seed in 0..<5 as Range<UInt64> {
      for key in 0..<5 as Range<UInt64> {
        let sampling = SamplingOptions(sampleCount: 4, seed: seed)
        for found in try draw(coin, vocabularyCount: 3, sampling, limit, key: key) {
          all.insert(found.tokens)
        }
      }
    }
    #expect(all.count == 100)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func samplesKeepTheRules(seed: UInt64) throws {
    var options = options(lengthLimit: .fixed(12), suppressedTokens: [4])
    options.minimumLength = .fixed(4)
    options.repetition.noRepeatNgramSize = 2
    let constraints = SentenceConstraints(prefix: [2, 3], forbidden: [[1, 2]])
    let found = try draw(
      TableScorer.randomTable(seed: seed, vocabularyCount: 12), vocabularyCount: 12,
      SamplingOptions(sampleCount: 4, seed: seed, topCount: Int(seed % 2) * 6), options,
      constraints)
    let rules = NaiveRules(options, constraints)
    #expect(found.count == 4)
    for tokens in found.map(\.tokens) {
      #expect((4...12).contains(tokens.count))
      for place in tokens.indices {
        #expect(rules.allows(tokens[place], after: Array(tokens[..<place])))
      }
    }
  }

  @Test func onlyTheLikeliestIsGreedy() throws {
    let table = TableScorer.randomTable(seed: 3, vocabularyCount: 30, sharpness: 8)
    let limit = options(lengthPenalty: .power(1), lengthLimit: .fixed(20))
    var scorer = TableScorer(vocabularyCount: 30, tables: [table])
    let greedy = GreedySearch(limit).hypotheses(sourceLengths: [0], using: &scorer)
    let found = try draw(
      table, vocabularyCount: 30, SamplingOptions(topCount: 1, topProbability: 0.5), limit)
    #expect(found == greedy)
  }
}
