import ArgumentParser
import Corpora
import FileStorage
import Training

/// When checkpoints are saved, which are kept, and what they may be continued with.
struct CheckpointArguments: ParsableArguments {
  private static let defaults = TrainingLimits()

  @Option(
    help: ArgumentHelp("Saves a checkpoint after each so many updates.", valueName: "updates"))
  var saveEvery = defaults.saveEvery

  @Option(help: ArgumentHelp("Checkpoints kept, the newest.", valueName: "n"))
  var keep = defaults.keptCheckpointCount

  @Option(
    help: ArgumentHelp(
      "Checkpoints kept besides, the best; each is saved when it is validated.", valueName: "n"))
  var keepBest = defaults.keptBestCount

  @Option(
    help: ArgumentHelp("What best means: loss, perplexity or bleu.", valueName: "metric"))
  var bestMetric = defaults.bestMetric

  @Option(
    help: ArgumentHelp(
      "Waits at most so long while a checkpoint cannot be written, as on a full disk.",
      valueName: "seconds"))
  var diskWait = defaults.diskWait

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Continues a run though these options, such as 'warmup', differ from those that it was "
        + "started with.", valueName: "option"))
  var allowChange: [String] = []

  func validate() throws {
    try requirePositive(saveEvery, "--save-every")
    try requirePositive(keep, "--keep")
    try require(keepBest, in: 0..., "--keep-best", wanted: "0 or more")
    try require(diskWait, in: 0..<Double.infinity, "--disk-wait", wanted: "0 or more")
    try checkNames()
  }

  private func checkNames() throws {
    let known = try RunIdentity.changeableOptions
    guard let unknown = allowChange.first(where: { !known.contains($0) }) else { return }
    throw ValidationError(
      "--allow-change \(unknown): there is no such option that decides a run's result; wanted "
        + "one of " + known.sorted().joined(separator: ", "))
  }

  /// Puts the choices in their places.
  func set(_ limits: inout TrainingLimits) {
    limits.saveEvery = saveEvery
    limits.keptCheckpointCount = keep
    limits.keptBestCount = keepBest
    limits.bestMetric = bestMetric
    limits.diskWait = diskWait
    limits.allowedChanges = Set(allowChange)
  }

  /// Tells now what would stop the run hours later.
  ///
  /// - Parameters:
  ///   - folder: Where checkpoints go; those that are there take no more room.
  ///   - checkpointByteCount: How much one takes.
  func warnOfSmallDisk(folder: CheckpointFolder, checkpointByteCount: Int) {
    // Besides those that are kept: one to go back to, and one that is being written.
    let count = max(1, keep + keepBest + 2 - folder.updates.count)
    let needed = count * checkpointByteCount
    guard let free = freeDiskSpace(at: folder.path), free < needed else { return }
    StandardError.write(
      "warning: \(folder.path): \(free.inBytes) are free there, and checkpoints will take up to "
        + "\(needed.inBytes) more (\(count) of \(checkpointByteCount.inBytes))")
  }
}
