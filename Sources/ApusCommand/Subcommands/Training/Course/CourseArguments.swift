import ArgumentParser
import Training

/// When a run reports, validates, saves and stops; none of it changes what an update computes.
struct CourseArguments: ParsableArguments {
  private static let defaults = TrainingLimits()

  @Option(help: ArgumentHelp("Stops after this many updates.", valueName: "updates"))
  var maxUpdates = defaults.maximumUpdates

  @Option(help: ArgumentHelp("Stops after this many epochs. (default: no limit)", valueName: "n"))
  var maxEpochs: Int?

  @OptionGroup var patience: PatienceArguments

  @Option(help: ArgumentHelp("Reports after each so many updates.", valueName: "updates"))
  var logEvery = defaults.logEvery

  @Option(help: ArgumentHelp("Validates after each so many updates.", valueName: "updates"))
  var validateEvery = defaults.validateEvery

  @OptionGroup var checkpoints: CheckpointArguments

  @Option(
    help: ArgumentHelp(
      "Checkpoints whose mean is tried as the model; 1 tries none.", valueName: "k"))
  var averageLast = 5

  @Option(
    help: ArgumentHelp(
      "Checkpoints whose mean is tried as the model besides, the best by --best-metric; they are "
        + "kept. (default: none)", valueName: "k"))
  var averageBest: Int?

  @Option(
    help: ArgumentHelp(
      "Goes back to the last good checkpoint at most so often when training diverges.",
      valueName: "n"))
  var maxRollbacks = defaults.maximumRollbacks

  @Flag(help: "Prints at the end what each operation took, beside this machine's peak.")
  var profile = false

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    let counts = [
      ("--max-updates", maxUpdates), ("--max-epochs", maxEpochs), ("--log-every", logEvery),
      ("--validate-every", validateEvery), ("--average-last", averageLast),
      ("--average-best", averageBest),
    ]
    for (option, count) in counts { try requirePositive(count, option) }
    try require(maxRollbacks, in: 0..., "--max-rollbacks", wanted: "0 or more")
  }

  /// The limits of the run.
  var limits: TrainingLimits {
    var limits = TrainingLimits()
    limits.threadCount = threads.count
    limits.maximumUpdates = maxUpdates
    limits.maximumEpochs = maxEpochs
    limits.patience = patience.patience
    limits.logEvery = logEvery
    limits.validateEvery = validateEvery
    limits.maximumRollbacks = maxRollbacks
    limits.isProfiled = profile
    checkpoints.set(&limits)
    limits.keptBestCount = max(limits.keptBestCount, averageBest ?? 0)
    return limits
  }
}
