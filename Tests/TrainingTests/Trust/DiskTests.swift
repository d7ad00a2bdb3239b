import Foundation
import TestSupport
import Testing
import Training

/// A run outlives a disk that takes no more.
@Suite struct DiskTests {
  /// Puts a file in the place of the checkpoints' folder, which makes every save fail.
  private func blockedRun() throws -> SmallRun {
    let run = try SmallRun()
    try Data().write(to: URL(fileURLWithPath: run.checkpoints.path))
    return run
  }

  @Test func waitsUntilThereIsRoomAndGoesOn() throws {
    let (free, blocked) = (try SmallRun(), try blockedRun())
    blocked.limits.diskWait = 5
    blocked.onEvent = { [path = blocked.checkpoints.path] event in
      guard case .saveFailed = event else { return }
      try? FileManager.default.removeItem(atPath: path)
    }
    try free.train()
    try blocked.train()
    #expect(blocked.count("saveFailed") == 1)
    #expect(
      try blocked.bytes(update: SmallRun.updateCount) == free.bytes(update: SmallRun.updateCount))
  }

  @Test func givesUpAfterTheTimeThatItMayWait() throws {
    let run = try blockedRun()
    run.limits.diskWait = 0.3
    let start = ContinuousClock.now
    let error = #expect(throws: TrainingError.self) { try run.train() }
    #expect(ContinuousClock.now - start > .seconds(0.3))
    let message = error?.description ?? ""
    #expect(message.contains("update-000010.safetensors: not saved: "))
    #expect(message.contains(" are needed, "))
    #expect(message.contains("Training stopped after update 10; there is no checkpoint yet"))
    #expect(run.count("saveFailed") == 1)
  }

  @Test func anInterruptEndsTheWait() throws {
    let run = try blockedRun()
    run.limits.diskWait = 1000
    #expect(throws: TrainingError.self) { try run.train(stopAfter: 10) }
  }
}
