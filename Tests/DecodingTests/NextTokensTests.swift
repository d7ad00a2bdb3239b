import Decoding
import TestSupport
import Testing

@Suite struct NextTokensTests {
  /// Random rows `[rows, V]` in which many numbers are equal and some are none.
  private func rows(_ rowCount: Int, vocabularyCount: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(state: seed)
    return (0..<(rowCount * vocabularyCount)).map { _ in
      switch generator.below(12) {
      case 0: -.infinity
      case 1: .nan
      case 2..<7: -Float(generator.below(9))
      default: -Float.random(in: 0..<9, using: &generator)
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func likeliestTokensAreThoseOfASort(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let vocabularyCount = 1 + generator.below(300)
    let suppressed = SuppressedTokens(
      (0..<generator.below(vocabularyCount)).map { _ in
        Int32(generator.below(2 * vocabularyCount))
      }, vocabularyCount: vocabularyCount)
    let count = generator.below(vocabularyCount - suppressed.tokens.count + 1)
    let everything = rows(3, vocabularyCount: vocabularyCount, seed: seed)
    var next = NextTokens()
    next.everything = everything
    next.deriveAnswers(
      to: NextTokenRequest(endOfSentence: 0, likeliestCount: count, suppressed: suppressed),
      rowCount: 3)
    try #require(next.tokens.count == 3 * count && next.logProbabilities.count == 3 * count)
    for row in 0..<3 {
      let own = everything[(row * vocabularyCount)..<((row + 1) * vocabularyCount)]
      let sorted = Array(own).enumerated()
        .filter { $0.element > -.infinity && !suppressed.tokens.contains(Int32($0.offset)) }
        .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(count)
      let start = row * count
      let found = start..<(start + sorted.count)
      #expect(Array(next.tokens[found]) == sorted.map { Int32($0.offset) })
      #expect(Array(next.logProbabilities[found]) == sorted.map(\.element))
      let rest = next.logProbabilities[found.upperBound..<(start + count)]
      #expect(rest.allSatisfy { $0 == -.infinity })
    }
  }

  @Test func endAndQueriesAreAnsweredThoughSuppressed() {
    var next = NextTokens()
    next.everything = [-1, -2, -3, -4, -5, -6]
    next.deriveAnswers(
      to: NextTokenRequest(
        endOfSentence: 1, likeliestCount: 1,
        suppressed: SuppressedTokens([0, 2], vocabularyCount: 3),
        queries: [TokenQuery(row: 0, token: 2), TokenQuery(row: 1, token: 0)]),
      rowCount: 2)
    #expect(next.tokens == [1, 1])
    #expect(next.endLogProbabilities == [-2, -5])
    #expect(next.queryLogProbabilities == [-3, -4])
  }

  @Test func suppressedTokensAreListAndMask() {
    let suppressed = SuppressedTokens([3, 1, 3, 9, -1], vocabularyCount: 4)
    #expect(suppressed.tokens == [1, 3])
    #expect(suppressed.mask == [false, true, false, true])
  }

  /// A beam of N reads N + 1 tokens of each hypothesis, however large the vocabulary is.
  @Test func plainBeamAsksForOneTokenMoreThanItFollows() {
    var scorer = TableScorer(
      vocabularyCount: 50, tables: [TableScorer.randomTable(seed: 3, vocabularyCount: 50)])
    _ = BeamSearch(options(beamSize: 6, lengthLimit: .fixed(5))).hypotheses(
      sourceLengths: [0], using: &scorer)
    #expect(!scorer.likeliestCounts.isEmpty)
    #expect(scorer.likeliestCounts.allSatisfy { $0 == 7 })
  }

  @Test func noMoreTokensAreAskedForThanThereAre() {
    var scorer = TableScorer(
      vocabularyCount: 5, tables: [TableScorer.randomTable(seed: 3, vocabularyCount: 5)])
    _ = BeamSearch(
      options(beamSize: 8, lengthLimit: .fixed(4), suppressedTokens: [2, 3])
    ).hypotheses(sourceLengths: [0], using: &scorer)
    #expect(scorer.likeliestCounts.max() == 3)
  }
}
