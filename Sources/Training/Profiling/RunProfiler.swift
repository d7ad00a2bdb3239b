import Kernels
import TransformerModel

/// Times a run's updates, and collects what the workers note of their operations.
final class RunProfiler {
  /// Updates that touch memory for the first time; they are left out where more follow.
  static let warmUpCount = 5

  private let workers: [ProfilingBackend]
  private var skippedCount = 0
  private var updateCount = 0
  private var tokenCount = 0
  private var batchTime = Duration.zero
  private var workTime = Duration.zero
  private var lapStart = ContinuousClock.now

  init(_ workers: [ProfilingBackend]) { self.workers = workers }

  func startLap() { lapStart = .now }

  /// Begins an update; what was noted is forgotten once, when the warm-up is over.
  func startUpdate() {
    if skippedCount == 0 && updateCount == Self.warmUpCount { forget() }
    startLap()
  }

  /// Batches were made on the main thread since the lap began.
  func endBatchMaking() { batchTime += lap() }

  /// The workers have had an update's batches since the last lap.
  func endUpdate(of batches: [TeacherForcedBatch]) {
    workTime += lap()
    updateCount += 1
    tokenCount += batches.reduce(0) { $0 + $1.labels.count + $1.source.ids.count }
  }

  /// What was measured, beside what the machine can do; nil before the first update.
  var profile: TrainingProfile? {
    guard updateCount > 0 else { return nil }
    return TrainingProfile(
      updateCount: updateCount, warmUpCount: skippedCount, tokenCount: tokenCount,
      threadCount: workers.count, batchTime: batchTime, workTime: workTime,
      operations: workers.reduce(into: OperationProfile()) { $0 += $1.profile },
      peak: MachinePeak.measure(threadCount: workers.count))
  }

  private func lap() -> Duration {
    let now = ContinuousClock.now
    defer { lapStart = now }
    return now - lapStart
  }

  private func forget() {
    for worker in workers { worker.clearProfile() }
    (skippedCount, updateCount, tokenCount) = (updateCount, 0, 0)
    (batchTime, workTime) = (.zero, .zero)
  }
}
