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

  @Option(help: ArgumentHelp("Pairs with a longer side are left out.", valueName: "tokens"))
  var maxLength = defaults.maximumLength

  @Option(help: ArgumentHelp("Dropout probability. (default: the preset's)", valueName: "p"))
  var dropout: Float?

  @Option(help: ArgumentHelp("Share of the target taken for all words.", valueName: "p"))
  var labelSmoothing = defaults.labelSmoothing

  @Option(help: ArgumentHelp("The learning rate rises this long.", valueName: "updates"))
  var warmup = defaults.warmupSteps

  @Option(help: ArgumentHelp("Multiplies the paper's learning rate.", valueName: "x"))
  var learningRateFactor = defaults.learningRateFactor

  @Option(
    help: ArgumentHelp("Longer gradients are cut to this norm; 0 never cuts.", valueName: "norm"))
  var clipNorm = defaults.clipNorm

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
    try requirePositive(batchTokens, "--batch-tokens")
    try requirePositive(maxLength, "--max-length")
    try requirePositive(warmup, "--warmup")
    try require(dropout, in: 0..<1, "--dropout", wanted: "0 or more, below 1")
    try require(labelSmoothing, in: 0..<1, "--label-smoothing", wanted: "0 or more, below 1")
    try require(clipNorm, in: 0..<Float.infinity, "--clip-norm", wanted: "0 or more")
    try require(
      learningRateFactor, in: Double.leastNonzeroMagnitude..<Double.infinity,
      "--learning-rate-factor", wanted: "more than 0")
  }

  /// The options of the run.
  func options(for preset: Preset) -> TrainingOptions {
    var options = TrainingOptions()
    options.seed = seed
    options.batchTokens = batchTokens
    options.maximumLength = maxLength
    options.dropoutRate = dropout ?? preset.dropoutRate
    options.labelSmoothing = labelSmoothing
    options.warmupSteps = warmup
    options.learningRateFactor = learningRateFactor
    options.clipNorm = clipNorm
    options.precision = precision ?? CPUBackend.fastestPrecision
    return options
  }
}
