import Foundation
import TestSupport
import Testing
import Training

/// Which checkpoints stay, and what can be asked of their folder.
@Suite struct KeepingTests {
  @Test func theNewestAndTheBestStay() throws {
    let run = try SmallRun()
    run.limits.saveEvery = 4
    run.limits.validateEvery = 3
    run.limits.keptCheckpointCount = 2
    run.limits.keptBestCount = 3
    let state = try run.train()
    let best = state.validations.best(3, by: .loss)
    #expect(best.count == 3)
    #expect(run.checkpoints.bestUpdates(count: 3) == best)
    #expect(Set(run.checkpoints.updates) == Set(best).union(state.savedUpdates + [60]))
    #expect(run.checkpoints.newestUpdates(count: 5) == state.savedUpdates)
    #expect(run.checkpoints.newestUpdates(count: 1) == [60])
  }

  /// The loss is made to rise from the third validation on.
  @Test func anOldBestCheckpointStays() throws {
    let run = try SmallRun()
    run.limits.validateEvery = 5
    run.limits.keptCheckpointCount = 1
    run.limits.keptBestCount = 1
    run.limits.bestMetric = .bleu
    let state = try run.train()
    let best = try #require(state.validations.best(1, by: .bleu).first)
    #expect(run.checkpoints.updates == Set([best, 60]).sorted())
    #expect(run.checkpoints.bestUpdates(count: 9, by: .bleu).first == best)
  }

  /// As long as there is nothing else to fall back to, the checkpoint of an interrupt stays.
  @Test func thereIsAlwaysAnotherCheckpointInReserve() throws {
    let run = try SmallRun()
    run.limits.saveEvery = 1000
    run.limits.keptBestCount = 0
    for _ in 0..<8 { try run.train(stopAfter: 3) }
    #expect(run.checkpoints.updates == [12, 15, 18, 21, 24])
    #expect(run.checkpoints.newestUpdates(count: 5) == [24])
  }

  @Test func theBestComeFirstAndOfEqualOnesTheEarlier() {
    let history = ValidationHistory(losses: [3, 1, 2, 1], bleu: [4, 5, 5, 1])
    #expect(history.best(by: .loss) == [20, 40, 30, 10])
    #expect(history.best(2, by: .perplexity) == [20, 40])
    #expect(history.best(3, by: .bleu) == [20, 30, 10])
    #expect(history.stalledCount(by: .loss) == 2)
    #expect(history.stalledCount(by: .bleu) == 2)
    #expect(ValidationHistory().best(by: .bleu) == [])
  }

  @Test func theValidationsOfARunAreInItsState() throws {
    let run = try SmallRun()
    try run.train(stopAfter: 40)
    let state = try run.train()
    #expect(state.validations.records.map(\.update) == [15, 30, 45, 60])
  }
}

extension ValidationHistory {
  /// Validations after 10, 20, 30 and so on updates.
  init(losses: [Double], bleu: [Double]) {
    self.init()
    for (index, loss) in losses.enumerated() {
      append(Record(update: 10 * (index + 1), loss: loss, bleu: bleu[index]))
    }
  }
}
