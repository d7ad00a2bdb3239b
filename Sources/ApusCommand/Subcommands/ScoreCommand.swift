import ArgumentParser
import Evaluation
import Foundation
import TextNormalization

/// `apus score`: how near translations are to references.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score translations against references, as sacreBLEU does.",
    usage: "apus score <reference> ... [-i <hypothesis>] [<options>]",
    discussion: """
      Options and output are sacreBLEU's, and so are the numbers: those of the version that the \
      signature names. Text is compared as it is, detokenized.

      Example:

        apus translate --src en --tgt de < test.en | apus score test.de -m bleu
      """)

  enum Metric: String, CaseIterable, ExpressibleByArgument {
    case bleu
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json
    case text
  }

  @Argument(help: ArgumentHelp("Right translations, one or more files.", valueName: "reference"))
  var references: [String]

  @Option(
    name: [.customShort("i"), .customLong("input")],
    help: ArgumentHelp(
      "The translations to score. (default: standard input)", valueName: "hypothesis"))
  var hypothesis: String?

  @Option(
    name: [.customShort("m"), .customLong("metrics")], parsing: .upToNextOption,
    help: ArgumentHelp("What to compute.", valueName: "metric"))
  var metrics: [Metric] = [.bleu]

  @OptionGroup(title: "BLEU options") var bleu: BLEUArguments

  @Option(
    name: .shortAndLong, help: ArgumentHelp("How to print the score.", valueName: "format"))
  var format = Format.json

  @Option(
    name: [.customShort("w"), .long],
    help: ArgumentHelp("Digits after the point.", valueName: "n"))
  var width = 1

  @Flag(name: [.customShort("b"), .long], help: "Print nothing but the score.")
  var scoreOnly = false

  @Flag(
    name: [.long, .customLong("sh", withSingleDash: true)],
    help: "Print the short form of the signature, with --format text.")
  var short = false

  func validate() throws {
    try require(width, in: 0...15, "--width", wanted: "0 to 15")
  }

  func run() throws {
    let hypotheses = try readHypotheses()
    let references = try self.references.map { try LineReader.lines(ofFile: $0) }
    try requireEqualCounts(hypotheses, references)
    let metric = BLEU(bleu.options)
    let score = metric.corpusScore(hypotheses: hypotheses, references: references)
    let report = score.report(metric.signature(referenceCount: references.count))
    var output = StandardOutput()
    for line in text(of: report).split(separator: "\n") { try output.write(String(line)) }
    try output.flush()
  }

  private func text(of report: ScoreReport) -> String {
    if scoreOnly { return report.value.fixed(width) }
    return switch format {
    case .json: report.json(decimalCount: width)
    case .text: report.text(decimalCount: width, isShort: short)
    }
  }

  private func readHypotheses() throws -> [String] {
    if let hypothesis { return try LineReader.lines(ofFile: hypothesis) }
    let reader = LineReader(descriptor: FileHandle.standardInput.fileDescriptor)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }

  private func requireEqualCounts(_ hypotheses: [String], _ references: [[String]]) throws {
    guard references.contains(where: { $0.count != hypotheses.count }) else { return }
    let names = [hypothesis ?? "standard input"] + self.references
    throw CommandFailure.unequalLineCounts(
      zip(names, [hypotheses] + references).map { name, lines in
        CommandFailure.LineCount(file: name, count: lines.count)
      })
  }
}
