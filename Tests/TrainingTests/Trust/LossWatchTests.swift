import TestSupport
import Testing
import Training

/// Only a rise that lasts is a divergence.
@Suite struct LossWatchTests {
  private func watch(_ losses: [Double]) -> LossWatch {
    losses.reduce(into: LossWatch()) { $0.record($1) }
  }

  private let learning = (0..<400).map { 3 + 6 / (1 + Double($0) / 30) }

  @Test func learningIsCalm() {
    for count in 1...learning.count {
      let watch = watch(Array(learning[..<count]))
      #expect(watch.isCalm && !watch.hasDiverged, "\(count)")
    }
  }

  /// Batches differ by a nat and more; ten times as many as a window of them.
  @Test func noiseIsCalm() {
    var random = SeededGenerator(state: 1)
    let losses = learning + (0..<500).map { _ in 2 + Double(random.below(3000)) / 1000 }
    #expect(watch(losses).isCalm)
  }

  @Test func aSingleLossHoweverHighIsNoDivergence() {
    #expect(!watch(learning + [1e30]).hasDiverged)
    #expect(!watch(learning + [1e30, 1e30, 3, 3]).hasDiverged)
  }

  @Test func aLastingRiseIsADivergence() {
    let risen = watch(learning + Array(repeating: 5, count: 100))
    #expect(risen.hasDiverged && !risen.isCalm)
    #expect(watch(learning + Array(repeating: 20, count: 10)).hasDiverged)
  }

  @Test func theFirstLossesHaveNothingToBeComparedWith() {
    #expect(!watch(Array(repeating: 2, count: 30) + Array(repeating: 9, count: 15)).hasDiverged)
  }
}
