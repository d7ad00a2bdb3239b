import Foundation

/// What can go wrong while training, with a message for people.
package enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
  /// A run went astray again after it had gone back as often as it may.
  case diverged(update: Int, reason: String, rollbackCount: Int)
  /// A run stands in the folder that was started with other options.
  case optionsDiffer(folder: String, differences: [RunDifference])
  /// A checkpoint cannot be continued from.
  case unusableCheckpoint(path: String, reason: String)
  /// Every checkpoint of a folder is damaged, each in its way.
  case allDamaged(folder: String, damages: [String])
  /// A checkpoint could not be written for too long.
  case unsaved(path: String, reason: String, update: Int, savedUpdate: Int?)
  /// A run takes more memory than it may, with a pair at a time.
  case memoryTooSmall(limit: Int, least: MemoryPlan)
  /// A run takes more memory than the machine has.
  case machineTooSmall(memory: Int, plan: MemoryPlan, least: MemoryPlan)

  package var description: String {
    switch self {
    case .diverged(let update, let reason, let rollbackCount):
      "training diverged: after update \(update), \(reason); the run went back "
        + "\(rollbackCount) times before, each time to half the learning rate. The checkpoints are "
        + "untouched; try a lower --learning-rate-factor or a longer --warmup (with "
        + "--allow-change), or more --max-rollbacks"
    case .optionsDiffer(let folder, let differences):
      "\(folder): the run there was started with other options:"
        + differences.map { "\n  \($0)" }.joined()
        + "\nGive the same options to continue it, \(advice(differences))or give another --output "
        + "to start anew"
    case .unusableCheckpoint(let path, let reason):
      "\(path): cannot continue from this checkpoint: \(reason)"
    case .allDamaged(let folder, let damages):
      "\(folder): every checkpoint in it is damaged:"
        + damages.map { "\n  \($0)" }.joined()
        + "\nBring one of them back from a copy, or remove them to start anew"
    case .unsaved(let path, let reason, let update, let savedUpdate):
      "\(path): not saved: \(reason). Training stopped after update \(update); "
        + (savedUpdate.map {
          "the checkpoint of update \($0) is whole, and the same command goes on "
            + "from there"
        } ?? "there is no checkpoint yet")
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

  /// How to go on with other options, where that is possible.
  private func advice(_ differences: [RunDifference]) -> String {
    let names = differences.filter { !$0.isOfModel }.map(\.option)
    return names.isEmpty
      ? "as the model's size cannot change, "
      : "name those that may change (--allow-change \(Set(names).sorted().joined(separator: " "))), "
  }
}
