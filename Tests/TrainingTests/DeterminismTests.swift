import Foundation
import Kernels
import TestSupport
import Testing
import Training

/// Same bits for any number of threads, and for a run that was interrupted.
@Suite struct DeterminismTests {
  private static let updateCount = 50
  private let task: ReversalTask
  private let options: TrainingOptions

  init() throws {
    task = try ReversalTask(seed: 7, trainingCount: 400, testCount: 1, lengths: 1...12)
    var options = TrainingOptions()
    options.batchTokens = 256
    self.options = options
  }

  private func train(
    threadCount: Int, in folder: TemporaryFolder, stops: [Int] = [updateCount],
    precision: Precision = .f32, options: TrainingOptions? = nil
  ) throws -> Data {
    let checkpoints = CheckpointFolder(folder.path)
    var options = options ?? self.options
    options.precision = precision
    for stop in stops {
      var limits = TrainingLimits()
      limits.threadCount = threadCount
      limits.maximumUpdates = stop
      let trainer = Trainer(
        task.setup(options, dimension: 64), limits: limits, folder: checkpoints, report: { _ in })
      let state = try trainer.run(shouldStop: { false })
      #expect(state.update == stop)
    }
    return try folder.bytes(of: checkpoints.file(update: Self.updateCount))
  }

  @Test(arguments: [2, 3], Precision.ofTraining)
  func threadsDoNotChangeTheCheckpoint(threadCount: Int, precision: Precision) throws {
    let alone = try train(threadCount: 1, in: TemporaryFolder(), precision: precision)
    let shared = try train(threadCount: threadCount, in: TemporaryFolder(), precision: precision)
    #expect(alone.count > 100_000)
    #expect(alone == shared)
  }

  @Test func threadsDoNotChangeTheCheckpointWithEveryDropout() throws {
    var every = options
    every.attentionDropoutRate = 0.1
    every.activationDropoutRate = 0.2
    every.wordDropoutRate = 0.1
    let alone = try train(threadCount: 1, in: TemporaryFolder(), options: every)
    #expect(try train(threadCount: 2, in: TemporaryFolder(), options: every) == alone)
    #expect(try train(threadCount: 2, in: TemporaryFolder()) != alone)
  }

  /// 17 updates are in the middle of an epoch, 31 in the middle of another one.
  @Test func resumingGivesTheBytesOfAnUninterruptedRun() throws {
    let whole = try train(threadCount: 2, in: TemporaryFolder())
    let resumed = try train(threadCount: 2, in: TemporaryFolder(), stops: [17, 31, 50])
    #expect(whole == resumed)
  }

  @Test func resumingWithAllOfTheRecipeGivesTheSameBytes() throws {
    var options = options
    options.bpeDropoutRate = 0.2
    options.accumulationCount = 3
    options.smoothingWeight = 0.01
    let whole = try train(threadCount: 1, in: TemporaryFolder(), options: options)
    let resumed = try train(
      threadCount: 3, in: TemporaryFolder(), stops: [7, 50], options: options)
    #expect(whole == resumed)
  }

  @Test func anotherSeedGivesOtherParameters() throws {
    let folder = try TemporaryFolder()
    let first = try train(threadCount: 2, in: folder)
    var other = options
    other.seed = 2
    let otherFolder = try TemporaryFolder()
    var limits = TrainingLimits()
    limits.maximumUpdates = Self.updateCount
    let checkpoints = CheckpointFolder(otherFolder.path)
    _ = try Trainer(
      task.setup(other, dimension: 64), limits: limits, folder: checkpoints, report: { _ in }
    )
    .run(shouldStop: { false })
    #expect(try otherFolder.bytes(of: checkpoints.file(update: Self.updateCount)) != first)
  }

  @Test func resumingUnderOtherOptionsIsRefused() throws {
    let folder = try TemporaryFolder()
    _ = try train(threadCount: 1, in: folder)
    var other = options
    other.dropoutRate = 0.25
    let trainer = Trainer(
      task.setup(other, dimension: 64), limits: TrainingLimits(),
      folder: CheckpointFolder(folder.path),
      report: { _ in })
    #expect {
      try trainer.run(shouldStop: { true })
    } throws: { error in
      "\(error)".contains("--dropout (dropout rate) was 0.1, is now 0.25")
    }
  }

  /// A checkpoint that a crash of the machine cut short is passed over, and said so.
  @Test func aTornCheckpointIsPassedOver() throws {
    let folder = try TemporaryFolder()
    let whole = try train(threadCount: 1, in: folder, stops: [25, 50])
    let newest = CheckpointFolder(folder.path).file(update: Self.updateCount)
    var torn = whole
    torn[torn.count - 1000] ^= 0xFF
    try torn.write(to: URL(fileURLWithPath: newest))
    var limits = TrainingLimits()
    limits.maximumUpdates = Self.updateCount
    var events: [TrainingEvent] = []
    let trainer = Trainer(
      task.setup(options, dimension: 64), limits: limits, folder: CheckpointFolder(folder.path),
      report: { events.append($0) })
    _ = try trainer.run(shouldStop: { false })
    let skipped = events.contains { if case .skippedCheckpoint = $0 { true } else { false } }
    #expect(skipped)
    #expect(try folder.bytes(of: newest) == whole)
  }
}

extension TemporaryFolder {
  /// The content of a file in the folder, which is there for as long as the folder is in use.
  fileprivate func bytes(of file: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: file))
  }
}
