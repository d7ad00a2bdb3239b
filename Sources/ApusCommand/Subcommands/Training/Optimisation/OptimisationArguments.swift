import ArgumentParser
import Kernels
import Training
import TransformerModel

/// What decides the numbers of a run; a run goes on under equal ones only.
struct OptimisationArguments: ParsableArguments {
  private static let defaults = TrainingOptions()

  @Option(help: ArgumentHelp("Decides first values, order and dropout.", valueName: "number"))
  var seed = defaults.seed

  @Option(help: ArgumentHelp("Target tokens per update, at most.", valueName: "tokens"))
  var batchTokens = defaults.batchTokens

  @Option(
    help: ArgumentHelp("Batches whose gradients are summed for an update.", valueName: "batches"))
  var accumulate = defaults.accumulationCount

  @Option(help: ArgumentHelp("Pairs with a longer side are left out.", valueName: "tokens"))
  var maxLength = defaults.maximumLength

  @OptionGroup var regularisation: RegularisationArguments

  @OptionGroup var rate: LearningRateArguments

  @Option(
    help: ArgumentHelp("Longer gradients are cut to this norm; 0 never cuts.", valueName: "norm"))
  var clipNorm = defaults.clipNorm

  @Option(
    help: ArgumentHelp(
      "Weight of the newest parameters in a moving average, which is validated and tried as "
        + "the model, such as 1e-4; 0 keeps none.", valueName: "weight"))
  var exponentialSmoothing = defaults.smoothingWeight

  @Option(
    help: ArgumentHelp(
      "The element type of the operands of matrix products. (default: bf16 where the processor "
        + "multiplies it, else f32)", valueName: "type"))
  var precision: Precision?

  @Option(
    help: ArgumentHelp(
      "The most memory to use, such as 8GB; batches are computed in parts that fit. (default: "
        + "what parts of 8,192 tokens take)", valueName: "size"))
  var memory: MemorySize?

  func validate() throws {
    guard precision.map(Precision.ofTraining.contains) ?? true else {
      throw ValidationError("--precision is int8, in which nothing is trained; wanted f32 or bf16")
    }
    try requirePositive(batchTokens, "--batch-tokens")
    try requirePositive(maxLength, "--max-length")
    try requirePositive(accumulate, "--accumulate")
    try require(
      exponentialSmoothing, in: 0..<1, "--exponential-smoothing", wanted: "0 or more, below 1")
    try require(clipNorm, in: 0..<Float.infinity, "--clip-norm", wanted: "0 or more")
  }

  /// The options of the run.
  func options(for preset: Preset) -> TrainingOptions {
    var options = TrainingOptions()
    options.seed = seed
    options.batchTokens = batchTokens
    options.maximumLength = maxLength
    regularisation.set(&options, for: preset)
    options.accumulationCount = accumulate
    options.smoothingWeight = exponentialSmoothing
    options.clipNorm = clipNorm
    options.precision = precision ?? CPUBackend.fastestPrecision
    return options
  }
}
