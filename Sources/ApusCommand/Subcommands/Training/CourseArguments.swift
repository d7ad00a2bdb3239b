import ArgumentParser
import Training

/// When a run reports, validates, saves and stops; none of it changes what an update computes.
struct CourseArguments: ParsableArguments {
  private static let defaults = TrainingLimits()

  @Option(help: ArgumentHelp("Stops after this many updates.", valueName: "updates"))
  var maxUpdates = defaults.maximumUpdates

  @Option(help: ArgumentHelp("Stops after this many epochs. (default: no limit)", valueName: "n"))
  var maxEpochs: Int?

  @Option(
    help: ArgumentHelp(
      "Stops after this many validations without a lower loss. (default: never)", valueName: "n"))
  var patience: Int?

  @Option(help: ArgumentHelp("Reports after each so many updates.", valueName: "updates"))
  var logEvery = defaults.logEvery

  @Option(help: ArgumentHelp("Validates after each so many updates.", valueName: "updates"))
  var validateEvery = defaults.validateEvery

  @Option(
    help: ArgumentHelp("Saves a checkpoint after each so many updates.", valueName: "updates"))
  var saveEvery = defaults.saveEvery

  @Option(help: ArgumentHelp("Checkpoints kept, the newest.", valueName: "n"))
  var keep = defaults.keptCheckpointCount

  @Option(
    help: ArgumentHelp(
      "Checkpoints whose mean is tried as the model; 1 tries none.", valueName: "k"))
  var averageLast = 5

  @Flag(help: "Prints at the end what each operation took, beside this machine's peak.")
  var profile = false

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    let counts = [
      ("--max-updates", maxUpdates), ("--max-epochs", maxEpochs), ("--patience", patience),
      ("--log-every", logEvery), ("--validate-every", validateEvery), ("--save-every", saveEvery),
      ("--keep", keep), ("--average-last", averageLast),
    ]
    for (option, count) in counts { try requirePositive(count, option) }
  }

  /// The limits of the run.
  var limits: TrainingLimits {
    var limits = TrainingLimits()
    limits.threadCount = threads.count
    limits.maximumUpdates = maxUpdates
    limits.maximumEpochs = maxEpochs
    limits.patience = patience
    limits.logEvery = logEvery
    limits.validateEvery = validateEvery
    limits.saveEvery = saveEvery
    limits.keptCheckpointCount = keep
    limits.isProfiled = profile
    return limits
  }
}
