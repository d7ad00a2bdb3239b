import Autodiff
import Foundation
import Interchange
import Kernels
import Tensors
import Translation

/// The checkpoints of a run: `update-000100.safetensors` and so on in one folder.
///
/// A checkpoint is one file, written beside and renamed, with a checksum: it is whole or it is not
/// there. It holds parameters, moments and everything else that decides what follows.
package struct CheckpointFolder: Sendable {
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

  /// Writes a checkpoint and removes those beyond the newest `keptCount`.
  ///
  /// - Parameters:
  ///   - optimizer: Parameters and moments.
  ///   - state: How far the run is.
  ///   - identity: What it was started with.
  ///   - keptCount: How many stay, this one among them.
  /// - Returns: The file.
  /// - Throws: `InterchangeError` where it cannot be written; earlier ones are untouched then.
  func save(
    _ optimizer: AdamOptimizer, state: TrainingState, identity: RunIdentity, keptCount: Int
  ) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let file = file(update: state.update)
    try Safetensors.write(
      to: file,
      metadata: [
        "format": "apus-checkpoint-1", "state": try JSON.text(state),
        "identity": try JSON.text(identity),
      ],
      tensors: optimizer.namedTensors, backend: CPUBackend(), format: .float32)
    for update in updates.dropLast(max(keptCount, 1)) {
      try FileManager.default.removeItem(atPath: self.file(update: update))
    }
    return file
  }

  /// What the run of the newest checkpoint was started with; nil where there is none to read.
  package var newestIdentity: RunIdentity? {
    updates.last.flatMap { update in
      let path = file(update: update)
      let metadata = try? SafetensorsFile(contentsOf: path).metadata
      return try? decode(metadata?["identity"], of: path)
    }
  }

  /// Reads the state and identity of a checkpoint and, into the optimiser, its numbers.
  func load(update: Int, into optimizer: AdamOptimizer) throws -> (TrainingState, RunIdentity) {
    let path = file(update: update)
    let file = try SafetensorsFile(contentsOf: path)
    let state: TrainingState = try decode(file.metadata["state"], of: path)
    let identity: RunIdentity = try decode(file.metadata["identity"], of: path)
    let backend = CPUBackend()
    try optimizer.parameters.read(from: file, backend: backend)
    for (name, tensor) in optimizer.momentTensors {
      try file.read(
        name, expecting: tensor.shape.dimensions, into: tensor.buffer, backend: backend)
    }
    return (state, identity)
  }

  private func decode<Value: Decodable>(_ text: String?, of path: String) throws -> Value {
    guard let text, let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
      throw TrainingError.unusableCheckpoint(
        path: path, reason: "no training state in it; this program did not write it")
    }
    return value
  }
}

extension AdamOptimizer {
  fileprivate var momentTensors: [(name: String, tensor: Tensor)] {
    [("optimizer.first_moment", firstMoment), ("optimizer.second_moment", secondMoment)]
      .map { (name: $0.0, tensor: Tensor($0.1, shape: [$0.1.count])) }
  }

  fileprivate var namedTensors: [(name: String, tensor: Tensor)] {
    parameters.namedTensors + momentTensors
  }
}
