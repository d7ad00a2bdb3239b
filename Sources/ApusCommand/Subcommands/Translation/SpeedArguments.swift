import ArgumentParser
import Kernels
import Translation

/// What decides how fast text is translated, and with what precision.
struct SpeedArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The most sentences translated together.", valueName: "n"))
  var batchSize = 64

  @OptionGroup var threads: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "The element type of matrix products: f32, bf16 or int8. (default: int8 for a quantized "
        + "model, else f32)", valueName: "type"))
  var precision: Precision?

  func validate() throws {
    try requirePositive(batchSize, "--batch-size")
  }

  /// What the options ask of translation.
  func apply(to options: inout TranslationOptions) {
    options.batchSize = batchSize
    options.threadCount = threads.count
  }
}
