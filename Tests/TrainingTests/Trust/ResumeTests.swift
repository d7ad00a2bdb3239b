import Foundation
import TestSupport
import Testing
import Training
import TransformerModel

/// Whatever happened to a run or to its files, it goes on exactly or says why not.
@Suite struct ResumeTests {
  private static let last = SmallRun.updateCount

  /// The first stop is between two due checkpoints, the second right after a validation.
  @Test func anInterruptedRunHasTheCheckpointsOfOneThatWasNot() throws {
    let (whole, parts) = (try SmallRun(), try SmallRun())
    try whole.train()
    try parts.train(stopAfter: 17)
    try parts.train(stopAfter: 13)
    try parts.train(stopAfter: 1)
    try parts.train()
    #expect(parts.checkpoints.updates == whole.checkpoints.updates)
    for update in whole.checkpoints.updates {
      #expect(try parts.bytes(update: update) == whole.bytes(update: update), "\(update)")
    }
  }

  @Test func aCheckpointOnRequestChangesNothing() throws {
    let (whole, asked) = (try SmallRun(), try SmallRun())
    try whole.train()
    try asked.train(saveAt: 33)
    let saved = asked.events.contains {
      if case .saved(let path) = $0 { path.hasSuffix("update-000033.safetensors") } else { false }
    }
    #expect(saved)
    #expect(asked.checkpoints.updates == whole.checkpoints.updates)
    #expect(try asked.bytes(update: Self.last) == whole.bytes(update: Self.last))
  }

  enum Damage: CaseIterable {
    case empty, cut, header, state, tensors

    func applied(to bytes: Data) -> Data {
      var bytes = bytes
      switch self {
      case .empty: return Data()
      case .cut: return bytes.dropLast(bytes.count / 3)
      case .header: bytes[3] ^= 1
      case .state:
        let name = bytes.firstRange(of: Data("batchesDone".utf8))
        if let end = name?.upperBound { bytes[end + 5] ^= 1 }
      case .tensors: bytes[bytes.count - 1000] ^= 0x40
      }
      return bytes
    }
  }

  @Test(arguments: Damage.allCases)
  func aDamagedCheckpointGivesWayToTheOneBefore(damage: Damage) throws {
    let run = try SmallRun()
    try run.train()
    let whole = try run.bytes(update: Self.last)
    let damaged = damage.applied(to: whole)
    #expect(damaged != whole)
    try run.write(damaged, update: Self.last)
    try run.train()
    #expect(run.eventNames.prefix(2) == ["skippedCheckpoint", "started"])
    guard case .skippedCheckpoint(let reason) = run.events.first else { return }
    #expect(reason.hasPrefix(run.checkpoints.file(update: Self.last) + ": "))
    #expect(try run.bytes(update: Self.last) == whole)
  }

  @Test func aRunWithoutOneWholeCheckpointIsNotStartedAnew() throws {
    let run = try SmallRun()
    try run.train()
    let updates = run.checkpoints.updates
    #expect(updates.count > 2)
    for update in updates { try run.write(Data([1, 2, 3]), update: update) }
    let error = #expect(throws: TrainingError.self) { try run.train() }
    let message = error?.description ?? ""
    #expect(message.contains("every checkpoint in it is damaged:\n"))
    for update in updates {
      #expect(message.contains(run.checkpoints.file(update: update)), "\(update)")
    }
    #expect(run.checkpoints.updates == updates)
  }

  @Test func leftoversOfAKilledRunAreRemoved() throws {
    let run = try SmallRun()
    try run.train(stopAfter: 1)
    let leftover = run.checkpoints.file(update: 2) + ".9999999-1.partial"
    try Data([1]).write(to: URL(fileURLWithPath: leftover))
    try run.train(stopAfter: 1)
    #expect(!FileManager.default.fileExists(atPath: leftover))
  }

  @Test func allDifferencesAreShownByTheNamesOfTheOptions() throws {
    let run = try SmallRun()
    try run.train(stopAfter: 1)
    run.options.dropoutRate = 0.25
    run.warmup = 30
    let error = #expect(throws: TrainingError.self) { try run.train() }
    guard case .optionsDiffer(_, let differences) = error else { return }
    #expect(differences.map(\.option) == ["dropout", "learning-rate", "warmup"])
    #expect(error?.description.contains("--warmup (amount) was 20, is now 30") == true)
    #expect(error?.description.contains("(--allow-change dropout learning-rate warmup),") == true)
  }

  @Test func onlyNamedDifferencesMayBe() throws {
    let run = try SmallRun()
    try run.train(stopAfter: 1)
    run.options.dropoutRate = 0.25
    run.options.seed = 3
    run.limits.allowedChanges = ["dropout"]
    let error = #expect(throws: TrainingError.self) { try run.train() }
    guard case .optionsDiffer(_, let differences) = error else { return }
    #expect(differences.map(\.option) == ["seed"])
    run.limits.allowedChanges = ["dropout", "seed"]
    #expect(try run.train(stopAfter: 1).update == 2)
    #expect(run.eventNames.first == "changedOptions")
    run.limits.allowedChanges = []
    #expect(try run.train(stopAfter: 1).update == 3)
    #expect(run.count("changedOptions") == 0)
  }

  @Test func theSizeOfTheModelMayNotChange() throws {
    let run = try SmallRun()
    try run.train(stopAfter: 1)
    let small = run.setup
    run.setup = {
      var setup = small($0)
      setup.identity.model.feedForwardDimension = 64
      return setup
    }
    run.limits.allowedChanges = ["preset"]
    let error = #expect(throws: TrainingError.self) { try run.train() }
    #expect(
      error?.description.contains("--preset (feed forward dimension) was 32, is now 64") == true)
    #expect(error?.description.contains("as the model's size cannot change") == true)
  }
}
