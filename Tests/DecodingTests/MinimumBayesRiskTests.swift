import Decoding
import Foundation
import TestSupport
import Testing

@Suite struct MinimumBayesRiskTests {
  /// The share of the hypothesis' characters that the reference has.
  private func overlap(_ hypothesis: String, _ reference: String) -> Double {
    Double(hypothesis.filter(reference.contains).count) / Double(max(1, hypothesis.count))
  }

  @Test func hypothesisThatTheOthersAgreeWithIsBest() throws {
    let texts = ["xyz", "abc", "abd", "abe"]
    let utilities = MinimumBayesRisk.expectedUtilities(
      of: texts, references: texts, utility: overlap)
    try #require(utilities.count == 4)
    // "abc": 0 + 3/3 + 2/3 + 2/3, of four references.
    #expect(abs(utilities[1] - 7.0 / 12) < 1e-12)
    #expect(MinimumBayesRisk.ranking(utilities) == [1, 2, 3, 0])
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func repeatedTextsCountAsOftenAsTheyCome(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let texts = (0..<12).map { _ in ["ab", "bc", "cd", "a"][generator.below(4)] }
    let weights = texts.map { _ in Double(generator.below(5)) + 0.5 }
    var callCount = 0
    let utilities = MinimumBayesRisk.expectedUtilities(
      of: texts, references: texts, weights: weights
    ) {
      callCount += 1
      return overlap($0, $1)
    }
    try #require(utilities.count == 12)
    for (text, utility) in zip(texts, utilities) {
      let sum = zip(texts, weights).reduce(0) { $0 + $1.1 * overlap(text, $1.0) }
      #expect(abs(utility - sum / weights.reduce(0, +)) < 1e-12)
    }
    let distinctCount = Set(texts).count
    #expect(callCount == distinctCount * distinctCount)
  }

  @Test func hypothesesOfABeamCountByTheirProbability() throws {
    let logProbabilities = [0.5, 0.25, 0.125].map { log($0) - 800 }
    let weights = MinimumBayesRisk.weights(logProbabilities)
    try #require(weights.count == 3)
    for (weight, wanted) in zip(weights, [1, 0.5, 0.25]) { #expect(abs(weight - wanted) < 1e-12) }
  }

  @Test func impossibleHypothesesCountTheSame() {
    #expect(MinimumBayesRisk.weights([-.infinity, -.infinity]).isEmpty)
    #expect(MinimumBayesRisk.weights([]).isEmpty)
    #expect(MinimumBayesRisk.weights([-3, -.infinity]) == [1, 0])
  }

  @Test func utilityKnowsHypothesisFromReference() {
    let utilities = MinimumBayesRisk.expectedUtilities(of: ["abcd"], references: ["ab"]) {
      overlap($0, $1)
    }
    #expect(utilities == [0.5])
  }

  @Test func equallyGoodOnesKeepTheirOrder() {
    #expect(MinimumBayesRisk.ranking([1, 3, 3, 0, 3]) == [1, 2, 4, 0, 3])
  }
}
