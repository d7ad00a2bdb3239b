import FileStorage
import Foundation
import Interchange

/// Saves a run, continues it, and takes it back.
final class CheckpointKeeper {
  private let folder: CheckpointFolder
  private let optimizer: AdamOptimizer
  private let identity: RunIdentity
  private let limits: TrainingLimits
  private let report: (TrainingEvent) -> Void
  /// The update of the newest checkpoint that is known to be whole.
  private(set) var savedUpdate: Int?

  init(
    _ folder: CheckpointFolder, of optimizer: AdamOptimizer, identity: RunIdentity,
    limits: TrainingLimits, report: @escaping (TrainingEvent) -> Void
  ) {
    self.folder = folder
    self.optimizer = optimizer
    self.identity = identity
    self.limits = limits
    self.report = report
  }
}

// MARK: Saving

extension CheckpointKeeper {
  /// Writes a checkpoint, and then removes those that it makes superfluous.
  ///
  /// Where it cannot be written, nothing is removed, and the run waits for the disk.
  ///
  /// - Parameters:
  ///   - state: How far the run is.
  ///   - shouldStop: Ends the wait.
  /// - Throws: `TrainingError.unsaved`.
  func save(_ state: TrainingState, shouldStop: () -> Bool) throws {
    let path = try write(state, shouldStop)
    savedUpdate = state.update
    let kept = kept(state)
    folder.remove(folder.updates.filter { $0 < state.update && !kept.contains($0) })
    report(.saved(path: path))
  }

  /// The newest, those that were due before others; the best; and the one to go back to.
  private func kept(_ state: TrainingState) -> Set<Int> {
    let files = folder.updates.filter { $0 <= state.update }
    let due = files.filter(state.savedUpdates.contains)
    let others = files.filter { !state.savedUpdates.contains($0) }
    let reserve = others.suffix(max(0, limits.keptCheckpointCount - due.count))
    let best = state.validations.best(by: limits.bestMetric).filter(files.contains)
    let safe = state.safeUpdate.map { [$0] } ?? []
    return Set(due + reserve + best.prefix(limits.keptBestCount) + safe)
  }

  private func write(_ state: TrainingState, _ shouldStop: () -> Bool) throws -> String {
    let deadline = ContinuousClock.now + .seconds(limits.diskWait)
    var isTold = false
    while true {
      do {
        return try folder.write(optimizer, state: state, identity: identity)
      } catch let FileError.unwritable(path, reason) {
        let reason = reason + "; \(room)"
        if !isTold { report(.saveFailed(path: path, reason: reason + waiting)) }
        isTold = true
        guard pause(before: deadline, shouldStop) else {
          throw TrainingError.unsaved(
            path: path, reason: reason, update: state.update, savedUpdate: savedUpdate)
        }
      }
    }
  }

  private var room: String {
    let free = freeDiskSpace(at: folder.path).map { "\($0.inBytes) are free there" }
    return "\(optimizer.checkpointByteCount.inBytes) are needed, "
      + (free ?? "how much is free is not known")
  }

  private var waiting: String {
    limits.diskWait > 0
      ? ". Training waits and tries again every \(Int(pauseLength.rounded(.up))) s, for "
        + "\(Int(limits.diskWait)) s at most" : ""
  }

  /// How long to wait for a disk before trying again, in seconds.
  private var pauseLength: Double { min(30, limits.diskWait / 10) }

  /// Waits before another try; false where there is no time left for one.
  private func pause(before deadline: ContinuousClock.Instant, _ shouldStop: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(pauseLength)
    while ContinuousClock.now < min(end, deadline) {
      if shouldStop() { return false }
      Thread.sleep(forTimeInterval: min(0.1, pauseLength))
    }
    return ContinuousClock.now < deadline
  }
}

// MARK: Continuing

extension CheckpointKeeper {
  /// Continues from the newest whole checkpoint, or starts where there is none at all.
  ///
  /// - Returns: How far the run is.
  /// - Throws: `TrainingError` where the checkpoints are of another run or all damaged.
  func resume() throws -> TrainingState {
    AtomicFile.removeLeftovers(in: folder.path)
    guard let checkpoint = try newestWhole() else {
      optimizer.restart(seed: identity.options.seed)
      return TrainingState()
    }
    var state = checkpoint.state
    let changes = try permittedChanges(since: checkpoint)
    if !changes.isEmpty {
      report(.changedOptions(changes))
      state.forgetMeasurements(of: changes)
    }
    try read(checkpoint)
    savedUpdate = state.update
    return state
  }

  private func newestWhole() throws -> Checkpoint? {
    var damages: [String] = []
    for update in folder.updates.reversed() {
      do {
        return try folder.open(update: update)
      } catch let error as TrainingError {
        throw error
      } catch let damage {
        damages.append("\(damage)")
        report(.skippedCheckpoint(reason: "\(damage)"))
      }
    }
    guard damages.isEmpty else {
      throw TrainingError.allDamaged(folder: folder.path, damages: damages)
    }
    return nil
  }

  /// The differences from the run's options, where all of them may be.
  private func permittedChanges(since checkpoint: Checkpoint) throws -> [RunDifference] {
    let differences = try identity.differences(from: checkpoint.identity)
    let forbidden = differences.filter {
      $0.isOfModel || !limits.allowedChanges.contains($0.option)
    }
    guard forbidden.isEmpty else {
      throw TrainingError.optionsDiffer(folder: folder.path, differences: forbidden)
    }
    return differences
  }

  private func read(_ checkpoint: Checkpoint) throws {
    do { try optimizer.read(from: checkpoint.file) } catch {
      throw TrainingError.unusableCheckpoint(path: checkpoint.file.path, reason: "\(error)")
    }
  }
}

// MARK: Going back

extension CheckpointKeeper {
  /// Takes parameters and moments back to the last checkpoint before which all was well, or to the
  /// first values.
  ///
  /// The checkpoints after it are of no use and go first, and it is replaced last: killed at any
  /// moment, the run comes to the same rollback again.
  ///
  /// - Parameters:
  ///   - state: How far the run has come.
  ///   - shouldStop: Ends the wait for a full disk.
  /// - Returns: From where it goes on: with the batches that follow now.
  /// - Throws: `TrainingError.unsaved`.
  func rollBack(from state: TrainingState, shouldStop: () -> Bool) throws -> TrainingState {
    let target = try safeCheckpoint(of: state)
    let next = state.continued(from: target?.state ?? TrainingState())
    folder.remove(folder.updates.filter { $0 > next.update })
    guard target != nil else {
      savedUpdate = nil
      return next
    }
    try save(next, shouldStop: shouldStop)
    return next
  }

  /// Reads the checkpoint to go back to; a damaged one gives way to the one before.
  private func safeCheckpoint(of state: TrainingState) throws -> Checkpoint? {
    let safe = state.safeUpdate ?? 0
    for update in folder.updates.reversed() where update <= safe {
      do {
        let checkpoint = try folder.open(update: update)
        try read(checkpoint)
        return checkpoint
      } catch let error as TrainingError {
        throw error
      } catch let damage {
        report(.skippedCheckpoint(reason: "\(damage)"))
      }
    }
    optimizer.restart(seed: identity.options.seed)
    return nil
  }
}
