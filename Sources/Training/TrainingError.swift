import Foundation

/// What can go wrong while training, with a message for people.
package enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// The gradient of an update is infinite or not a number.
  case diverged(update: Int)
  /// A run stands in the folder that was started with other options.
  case optionsDiffer(folder: String, difference: String)
  /// A checkpoint cannot be continued from.
  case unusableCheckpoint(path: String, reason: String)
  /// A folder holds no checkpoint.
  case noCheckpoint(folder: String)

  package var description: String {
    switch self {
    case .diverged(let update):
      "training diverged: the gradient of update \(update) is not finite. The last checkpoint is "
        + "untouched; continue from it with a lower --learning-rate-factor or a longer --warmup"
    case .optionsDiffer(let folder, let difference):
      "\(folder): the run there was started with other options: \(difference). Give the same "
        + "options to continue it, or another --output to start anew"
    case .unusableCheckpoint(let path, let reason):
      "\(path): cannot continue from this checkpoint: \(reason)"
    case .noCheckpoint(let folder):
      "\(folder): no checkpoint (update-….safetensors) in it"
    }
  }

  package var errorDescription: String? { description }
}
