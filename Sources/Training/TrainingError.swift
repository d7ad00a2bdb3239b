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

  /// A run takes more memory than it may, with a pair at a time.
  case memoryTooSmall(limit: Int, least: MemoryPlan)
  /// A run takes more memory than the machine has.
  case machineTooSmall(memory: Int, plan: MemoryPlan, least: MemoryPlan)

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
    case .memoryTooSmall(let limit, let least):
      "training does not fit into \(limit.inBytes): with one pair at a time it takes "
        + "\(least.description). A smaller --preset, a lower --max-length and fewer --threads "
        + "take less"
    case .machineTooSmall(let memory, let plan, let least):
      "training takes \(plan.description), and there are \(memory.inBytes) of memory. Give "
        + "--memory with what may be used, \(least.total.inBytes) at least, to compute batches in "
        + "smaller parts; or take a smaller --preset"
    }
  }

  package var errorDescription: String? { description }
}
