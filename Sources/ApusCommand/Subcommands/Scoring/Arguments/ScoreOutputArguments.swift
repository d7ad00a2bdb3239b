import ArgumentParser
import Evaluation
import Foundation

/// How scores are printed, under sacreBLEU's names.
struct ScoreOutputArguments: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json
    case text
    case latex
  }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How to print scores; 'latex' is for several systems. SACREBLEU_FORMAT overrides it.",
      valueName: "format"))
  var format = Format.json

  @Option(
    name: [.customShort("w", allowingJoined: true), .long],
    help: ArgumentHelp("Digits after the point.", valueName: "n"))
  var width = 1

  @Flag(name: [.customShort("b"), .long], help: "Print nothing but the score.")
  var scoreOnly = false

  @Flag(
    name: [.long, .customLong("sh", withSingleDash: true)],
    help: "Print the short form of the signature; not in JSON.")
  var short = false

  @Flag(
    name: .shortAndLong,
    help: "Print a table of all sentences with their scores and texts instead, tab-separated.")
  var detail = false

  @Option(
    help: ArgumentHelp("Also write a page with scores, words and sentences.", valueName: "file"))
  var html: String?

  @Flag(name: .shortAndLong, help: "Say nothing of what goes on.")
  var quiet = false

  @Flag(
    name: [.long, .customLong("nc", withSingleDash: true)],
    help: "Print without colors, as NO_COLOR does.")
  var noColor = false

  func validate() throws {
    try require(width, in: 0...100, "--width", wanted: "0 to 100")
  }

  /// The format, which the environment may choose.
  var chosenFormat: Format {
    let value = ProcessInfo.processInfo.environment["SACREBLEU_FORMAT"]
    return value.flatMap { Format(rawValue: $0.lowercased()) } ?? format
  }

  /// A score on one line, with or without all that is said of it.
  func line(_ report: ScoreReport) -> String {
    scoreOnly
      ? report.valueText(decimalCount: width) : report.text(decimalCount: width, isShort: short)
  }

  /// Colors where a person looks.
  var colors: TerminalColors {
    let isUnwanted =
      noColor || ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } == true
    let isTerminal = isatty(FileHandle.standardOutput.fileDescriptor) == 1
    return TerminalColors(areShown: isTerminal && !isUnwanted)
  }
}
