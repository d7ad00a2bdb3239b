import Foundation
import TestSupport
import Testing
import Training

/// What a run does when its numbers go astray.
@Suite struct DivergenceTests {
  private static let last = SmallRun.updateCount

  /// A run whose loss is not a number at some batches of the first epoch.
  private func run(badBatches: Set<Int>) throws -> SmallRun {
    let run = try SmallRun()
    run.judgedLoss = { loss, state in
      state.epoch == 0 && badBatches.contains(state.batchesDone) ? .nan : loss
    }
    return run
  }

  @Test func aBadBatchIsLeftOutAndItsPairsAreNamed() throws {
    let run = try run(badBatches: [3])
    let state = try run.train()
    #expect(state.update == Self.last)
    #expect(run.count("skippedBatch") == 1)
    #expect(run.count("rolledBack") == 0)
    for case .skippedBatch(let update, let reason, let pairs) in run.events {
      #expect(update == 4)
      #expect(reason == "its loss is not finite")
      #expect(pairs.count > 10)
      #expect(Set(pairs).count == pairs.count)
    }
    let (lossAtStart, lossAtEnd) = (state.validations.records.first, state.validations.records.last)
    #expect(try #require(lossAtEnd).loss < #require(lossAtStart).loss)
  }

  @Test func aRunWithBadBatchesIsExactlyResumable() throws {
    let bad: Set = [2, 3, 5]
    let (whole, parts) = (try run(badBatches: bad), try run(badBatches: bad))
    try whole.train()
    for _ in 0..<5 { try parts.train(stopAfter: 3) }
    try parts.train()
    #expect(try parts.bytes(update: Self.last) == whole.bytes(update: Self.last))
  }

  @Test func severalBadBatchesInARowTakeTheRunBack() throws {
    let run = try SmallRun()
    // The run is at update 24 for as long as batches are left out.
    run.judgedLoss = { loss, state in
      state.rollbackCount == 0 && state.update == 24 ? .infinity : loss
    }
    let state = try run.train()
    #expect(run.count("skippedBatch") == 5)
    #expect(run.count("rolledBack") == 1)
    for case .rolledBack(let from, let to, _, let rateScale) in run.events {
      #expect(from == 24 && to == 20)
      #expect(rateScale == 0.5)
    }
    #expect(state.rollbackCount == 1)
    #expect(state.rateScale == 0.5)
    #expect(state.update == Self.last)
  }

  /// A loss that rises by three nats after 80 updates and stays there until the run has gone back.
  private func risingRun() throws -> SmallRun {
    let run = try SmallRun()
    run.limits.maximumUpdates = 120
    run.judgedLoss = { loss, state in
      state.rollbackCount == 0 && state.update >= 80 ? loss + 3 : loss
    }
    return run
  }

  @Test func aLossThatRisesForGoodTakesTheRunBackBeforeItRose() throws {
    let run = try risingRun()
    try run.train()
    #expect(run.count("rolledBack") == 1)
    for case .rolledBack(let from, let to, let reason, _) in run.events {
      #expect(from > 90 && from < 115)
      #expect(to == 80)
      #expect(reason.contains("training loss has risen"))
    }
  }

  /// The stops are before the loss rises, while it is high, and after the rollback.
  @Test func aRunThatGoesBackIsExactlyResumable() throws {
    let (whole, parts) = (try risingRun(), try risingRun())
    try whole.train()
    for count in [50, 37, 8, 9, 10] { try parts.train(stopAfter: count) }
    try parts.train()
    #expect(parts.checkpoints.updates == whole.checkpoints.updates)
    #expect(try parts.bytes(update: 120) == whole.bytes(update: 120))
  }

  @Test func withoutACheckpointTheRunBeginsAgainAfterTheBatchesThatFailed() throws {
    let run = try run(badBatches: [1, 2, 3, 4, 5])
    let state = try run.train()
    for case .rolledBack(let from, let to, _, _) in run.events { #expect(from == 1 && to == 0) }
    #expect(run.count("rolledBack") == 1)
    #expect(state.update == Self.last)
  }

  @Test func aDamagedCheckpointIsNotGoneBackTo() throws {
    let run = try SmallRun()
    run.judgedLoss = { loss, state in
      state.rollbackCount == 0 && state.update == 24 ? .nan : loss
    }
    run.onEvent = { [unowned run] event in
      guard case .skippedBatch = event else { return }
      try? run.write(Data([1]), update: 20)
    }
    try run.train()
    for case .rolledBack(_, let to, _, _) in run.events { #expect(to == 15) }
    #expect(run.count("rolledBack") == 1)
    #expect(run.count("skippedCheckpoint") == 1)
  }

  /// Nothing is injected here: the numbers overflow.
  @Test func aRunThatCannotConvergeStopsWithAReason() throws {
    let run = try SmallRun()
    run.rateFactor = 1e38
    let error = #expect(throws: TrainingError.self) { try run.train() }
    #expect(run.count("rolledBack") == 3)
    #expect(error?.description.contains("the run went back 3 times before") == true)
    let other = try SmallRun()
    other.rateFactor = 1e38
    other.limits.maximumRollbacks = 0
    #expect(throws: TrainingError.self) { try other.train() }
    #expect(other.count("rolledBack") == 0)
  }

  @Test func aRunThatLearnsNeverGoesBack() throws {
    let run = try SmallRun()
    run.limits.maximumUpdates = 300
    try run.train()
    #expect(run.count("rolledBack") + run.count("skippedBatch") == 0)
  }
}
