import ArgumentParser
import Evaluation

/// `apus score`: how near translations are to references.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score translations against references, as sacreBLEU does.",
    usage: "apus score <reference> ... [-i <hypothesis> ...] [-m <metric> ...] [<options>]",
    discussion: """
      Options and output are sacreBLEU's, and so are the numbers: those of the version that the \
      signature names. Text is compared as it is, detokenized. Files may end in .gz, .zst, .xz or \
      .bz2.

      Examples:

        apus translate --src en --tgt de < test.en | apus score test.de -m bleu
        apus score test.de -i old.de new.de -m bleu chrf --paired-bs -f text
      """)

  @Argument(help: ArgumentHelp("Right translations, one or more files.", valueName: "reference"))
  var references: [String] = []

  @Option(
    name: [.customShort("i"), .customLong("input")], parsing: .upToNextOption,
    help: ArgumentHelp(
      "The translations to score, a file for each system. (default: standard input, with tabs "
        + "between systems)", valueName: "hypothesis"))
  var inputs: [String] = []

  @Option(
    name: [.customShort("m"), .customLong("metrics")], parsing: .upToNextOption,
    help: ArgumentHelp("What to compute.", valueName: "metric"))
  var metrics: [MetricName] = [.bleu]

  @Flag(
    name: [.long, .customLong("sl", withSingleDash: true)],
    help: "Score each sentence instead of the whole text.")
  var sentenceLevel = false

  @Option(
    name: [.customLong("num-refs"), .customLong("nr", withSingleDash: true)],
    help: ArgumentHelp(
      "How many references a line of the only file has, with tabs between them.", valueName: "n"))
  var referenceCount = 1

  @Option(
    name: [.customShort("e"), .long], help: ArgumentHelp("Of all texts.", valueName: "name"))
  var encoding = "utf-8"

  @OptionGroup(title: "BLEU options") var bleu: BLEUArguments
  @OptionGroup(title: "chrF options") var chrF: ChrFArguments
  @OptionGroup(title: "TER options") var ter: TERArguments
  @OptionGroup(title: "Significance") var significance: SignificanceArguments
  @OptionGroup(title: "Output") var output: ScoreOutputArguments
  @OptionGroup(title: "Resources") var threads: ThreadOptions
  @OptionGroup var testSets: TestSetArguments

  func validate() throws {
    try requirePositive(referenceCount, "--num-refs")
    guard !sentenceLevel || (output.html == nil && !output.detail) else {
      throw ValidationError(
        "--sentence-level prints lines only; give no --html or --detail with it")
    }
  }

  func run() throws {
    do {
      try ScoringRun(self).run()
    } catch let failure as ScoringFailure where failure.status != 1 {
      StandardError.write("apus: error: \(failure)")
      throw ExitCode(failure.status)
    }
  }
}

/// The metrics, under sacreBLEU's names.
enum MetricName: String, CaseIterable, ExpressibleByArgument {
  case bleu
  case chrf
  case ter
}
