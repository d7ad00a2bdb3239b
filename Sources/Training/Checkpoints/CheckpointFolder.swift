import FileStorage
import Foundation
import Interchange
import Kernels
import Tensors
import Translation

/// The checkpoints of a run: `update-000100.safetensors` and so on in one folder.
///
/// A checkpoint is one file, written beside and renamed, with checksums over all its bytes: it is
/// whole or it is not there. It holds parameters, moments and everything else that decides what
/// follows.
package struct CheckpointFolder: Sendable {
  private static let format = "apus-checkpoint-2"

  package let path: String

  package init(_ path: String) { self.path = path }

  /// Updates with a checkpoint, in order.
  package var updates: [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.compactMap(update(ofFile:)).sorted()
  }

  /// The file of an update.
  package func file(update: Int) -> String {
    let digits = String(update)
    return path + "/update-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
      + ".safetensors"
  }

  private func update(ofFile name: String) -> Int? {
    guard name.hasPrefix("update-"), name.hasSuffix(".safetensors") else { return nil }
    return Int(name.dropFirst("update-".count).dropLast(".safetensors".count))
  }

  /// Writes a checkpoint; no other is touched.
  ///
  /// - Parameters:
  ///   - optimizer: Parameters and moments.
  ///   - state: How far the run is.
  ///   - identity: What it was started with.
  /// - Returns: The file.
  /// - Throws: `FileError.unwritable`.
  func write(
    _ optimizer: AdamOptimizer, state: TrainingState, identity: RunIdentity
  ) throws -> String {
    let file = file(update: state.update)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileError.unwritable(path: file, reason: error.localizedDescription)
    }
    try Safetensors.write(
      to: file,
      metadata: [
        "format": Self.format, "state": try JSON.text(state), "identity": try JSON.text(identity),
      ],
      tensors: optimizer.checkpointTensors, backend: CPUBackend(), format: .float32)
    return file
  }

  /// Opens a checkpoint and checks all its bytes.
  ///
  /// - Parameter update: Its update.
  /// - Returns: What is to be known before its numbers are read.
  /// - Throws: `InterchangeError` where the file is damaged; `TrainingError.unusableCheckpoint`
  ///   where it is whole but of another program.
  func open(update: Int) throws -> Checkpoint {
    let file = try SafetensorsFile(contentsOf: file(update: update))
    try file.verifyChecksum()
    return Checkpoint(
      state: try decode("state", of: file), identity: file.metadata["identity"] ?? "{}",
      file: file)
  }

  /// Removes checkpoints, the newest first; one that cannot be removed does no harm.
  func remove(_ updates: [Int]) {
    for update in updates.sorted(by: >) {
      try? FileManager.default.removeItem(atPath: file(update: update))
    }
  }

  private func decode<Value: Decodable>(_ name: String, of file: SafetensorsFile) throws -> Value {
    guard file.metadata["format"] == Self.format else {
      throw TrainingError.unusableCheckpoint(
        path: file.path, reason: "another program or another version of Apus wrote it")
    }
    guard let text = file.metadata[name],
      let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
    else {
      throw TrainingError.unusableCheckpoint(
        path: file.path, reason: "its \(name) is not the one that this version of Apus writes")
    }
    return value
  }
}

/// A checkpoint whose bytes have been checked.
struct Checkpoint {
  let state: TrainingState
  /// What the run was started with, perhaps by another version.
  let identity: String
  /// Holds the numbers.
  let file: SafetensorsFile
}

// MARK: What a run can be asked without loading it

extension CheckpointFolder {
  /// What the run of the newest whole checkpoint was started with; nil where there is none to read.
  package var newestIdentity: RunIdentity? { newest("identity") }

  /// The best checkpoints that there are, the best one first.
  ///
  /// - Parameters:
  ///   - count: How many at most.
  ///   - metric: What best means.
  /// - Returns: Their updates; none where nothing was validated.
  package func bestUpdates(count: Int, by metric: ValidationMetric = .loss) -> [Int] {
    let files = Set(updates)
    let best = newestState?.validations.best(by: metric) ?? []
    return Array(best.filter(files.contains).prefix(count))
  }

  /// The newest checkpoints that were due, and the last one of all: those to average.
  ///
  /// What was saved at an interrupt, or only because it was good, is not among them, so that a run
  /// that was stopped and continued has the same.
  ///
  /// - Parameter count: How many at most.
  /// - Returns: Their updates, in order.
  package func newestUpdates(count: Int) -> [Int] {
    let files = updates
    guard let state = newestState else { return Array(files.suffix(count)) }
    let due = Set(state.savedUpdates + [state.update])
    return Array(files.filter(due.contains).suffix(count))
  }

  private var newestState: TrainingState? { newest("state") }

  private func newest<Value: Decodable>(_ name: String) -> Value? {
    for update in updates.reversed() {
      guard let file = try? SafetensorsFile(contentsOf: file(update: update)),
        (try? file.verifyHeader()) != nil
      else { continue }
      return try? decode(name, of: file)
    }
    return nil
  }
}
