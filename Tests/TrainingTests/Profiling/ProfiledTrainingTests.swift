import Foundation
import Kernels
import TestSupport
import Testing
import Training

/// Training with a profile changes nothing but what is told.
@Suite struct ProfiledTrainingTests {
  private let task: ReversalTask
  private let options: TrainingOptions

  init() throws {
    task = try ReversalTask(seed: 7, trainingCount: 200, testCount: 1, lengths: 1...12)
    var options = TrainingOptions()
    options.batchTokens = 256
    self.options = options
  }

  @Test func checkpointsAreEqualByteForByte() throws {
    let plain = try train(updateCount: 7, isProfiled: false)
    let profiled = try train(updateCount: 7, isProfiled: true)
    #expect(plain.checkpoint == profiled.checkpoint)
    #expect(plain.profile == nil && profiled.profile != nil)
  }

  @Test func warmUpIsLeftOutOfLongerRuns() throws {
    let short = try #require(try train(updateCount: 5, isProfiled: true).profile)
    #expect(short.updateCount == 5 && short.warmUpCount == 0)
    let long = try #require(try train(updateCount: 7, isProfiled: true).profile)
    #expect(long.updateCount == 2 && long.warmUpCount == 5)
    // Every update ends with one Adam step a block of parameters.
    #expect(adamCalls(of: short) * 2 == adamCalls(of: long) * 5)
    #expect(adamCalls(of: long) > 0)
  }

  @Test func profileAddsUpAndHasEveryPhase() throws {
    let profile = try #require(try train(updateCount: 7, isProfiled: true).profile)
    #expect(profile.threadCount == 2 && profile.tokenCount > 0)
    #expect(profile.betweenTime > .zero && profile.waitingTime > .zero)
    #expect(profile.batchTime > .zero && profile.operations.taskTime < profile.threadTime)
    let phases = Set(profile.operations.counters.keys.map(\.phase))
    #expect(phases == Set(ProfiledPhase.allCases))
  }

  private func adamCalls(of profile: TrainingProfile) -> Int {
    profile.operations.total { $0.operation == .adam }.callCount
  }

  private func train(
    updateCount: Int, isProfiled: Bool
  ) throws -> (checkpoint: Data, profile: TrainingProfile?) {
    let folder = try TemporaryFolder()
    let checkpoints = CheckpointFolder(folder.path)
    var limits = TrainingLimits()
    limits.threadCount = 2
    limits.maximumUpdates = updateCount
    limits.isProfiled = isProfiled
    var profile: TrainingProfile?
    let trainer = Trainer(
      task.setup(options, dimension: 32), limits: limits, folder: checkpoints,
      report: { event in if case .profiled(let value) = event { profile = value } })
    _ = try trainer.run(shouldStop: { false })
    let file = URL(fileURLWithPath: checkpoints.file(update: updateCount))
    return (try Data(contentsOf: file), profile)
  }
}
