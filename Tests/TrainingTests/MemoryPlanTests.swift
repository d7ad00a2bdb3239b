import Foundation
import Kernels
import TestSupport
import Testing
import Training

@Suite struct MemoryPlanTests {
  private let task: ReversalTask
  private var options = TrainingOptions()
  private var limits = TrainingLimits()

  init() throws {
    task = try ReversalTask(seed: 7, trainingCount: 400, testCount: 1, lengths: 1...12)
    options.batchTokens = 2048
    limits.threadCount = 2
    limits.maximumUpdates = 4
  }

  private var planner: MemoryPlanner {
    MemoryPlanner(task.setup(options, dimension: 64), limits: limits)
  }

  @Test func largerMicroBatchesTakeMore() {
    let planner = planner
    let totals = [1, 50, 200, 400].map { planner.plan(microBatchTokens: $0).activations }
    #expect(totals.count == 4)
    #expect(totals == totals.sorted())
    #expect(Set(totals).count == 4)
  }

  @Test func theLargestMicroBatchesThatFitAreTaken() throws {
    let planner = planner
    let memory = planner.plan(microBatchTokens: 150).total
    let plan = try planner.plan(within: memory, previous: nil)
    #expect(plan.microBatchTokens >= 150)
    #expect(plan.microBatchTokens < 8192)
    #expect(plan.total <= memory)
    #expect(planner.plan(microBatchTokens: plan.microBatchTokens + 1).total > memory)
  }

  @Test func muchMemoryLeavesTheDefault() throws {
    let plan = try planner.plan(within: 1 << 50, previous: nil)
    #expect(plan.microBatchTokens == options.microBatchTokens)
  }

  @Test func aRunThatFitsKeepsItsLimit() throws {
    #expect(try planner.plan(within: 1 << 50, previous: 150).microBatchTokens == 150)
  }

  @Test func memoryThatIsTooSmallIsRefusedWithTheNeed() {
    #expect {
      try planner.plan(within: 1_000_000, previous: nil)
    } throws: { error in
      let text = "\(error)"
      return text.contains("does not fit into 1 MB: with one pair at a time it takes")
        && text.contains("parameters") && text.contains("activations")
    }
  }

  @Test func aMachineThatIsTooSmallIsToldOfTheOption() {
    #expect {
      try planner.plan(onMachineOf: 2_000_000)
    } throws: { error in
      "\(error)".contains("there are 2 MB of memory. Give --memory")
    }
  }

  @Test(arguments: [2, 40, 8192]) func tryingTheLargestMicroBatchChangesNoBits(
    microBatchTokens: Int
  ) throws {
    var options = options
    options.batchTokens = 256
    options.microBatchTokens = microBatchTokens
    let setup = task.setup(options, dimension: 64)
    let plan = MemoryPlanner(setup, limits: limits).plan(microBatchTokens: microBatchTokens)
    let bytes = try [nil, plan].map { memory in
      let folder = try TemporaryFolder()
      let checkpoints = CheckpointFolder(folder.path)
      let trainer = Trainer(
        setup, limits: limits, folder: checkpoints, memory: memory, report: { _ in })
      _ = try trainer.run(shouldStop: { false })
      return try Data(
        contentsOf: URL(fileURLWithPath: checkpoints.file(update: limits.maximumUpdates)))
    }
    #expect(bytes.count == 2)
    #expect(bytes.first?.count ?? 0 > 100_000)
    #expect(bytes.first == bytes.last)
  }

  @Test func bytesAreWrittenForPeople() {
    #expect(12_400_000.inBytes == "12 MB")
    #expect(999_400_000.inBytes == "999 MB")
    #expect(999_600_000.inBytes == "1.0 GB")
    #expect(1_949_999_999.inBytes == "1.9 GB")
  }
}
