import ArgumentParser
import Kernels

/// How translations are searched for.
struct SearchArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Hypotheses kept per sentence; 1 is greedy search.", valueName: "n"))
  var beam = 4

  @Option(
    help: ArgumentHelp(
      "α of the length penalty ((5 + length) / 6)^α; more makes longer translations.",
      valueName: "alpha"))
  var lengthPenalty = 0.6

  @Option(help: ArgumentHelp("Translations per line.", valueName: "n"))
  var nBest = 1

  func validate() throws {
    try requirePositive(beam, "--beam")
    try requirePositive(nBest, "--n-best")
    try require(lengthPenalty, in: 0...10, "--length-penalty", wanted: "0 to 10")
    guard nBest <= beam else {
      throw ValidationError(
        "--n-best is \(nBest), but a beam of \(beam) finds no more than that; "
          + "give --beam \(nBest) or more")
    }
  }
}

/// What decides how fast text is translated, not what comes out.
struct SpeedArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Sentences translated together.", valueName: "n"))
  var batchSize = 64

  @OptionGroup var threads: ThreadOptions

  @Option(help: ArgumentHelp("The element type of matrix products.", valueName: "type"))
  var precision = Precision.f32

  func validate() throws {
    try requirePositive(batchSize, "--batch-size")
  }
}
