import ArgumentParser
import Foundation
import TrainingReports

/// `apus train --status`: how a run stands.
///
/// It is a command of its own for the parser, as it needs none of the options of a training.
struct TrainStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apus train",
    abstract: "Tell how a training run stands.",
    usage: "apus train --status <folder> [--json]")

  @Option(help: ArgumentHelp("The --output of the run.", valueName: "folder"))
  var status: String

  @Flag(help: "Prints a JSON object.")
  var json = false

  /// Whether the arguments of `apus` ask for a status.
  static func isMeant(by arguments: [String]) -> Bool {
    arguments.first == TrainCommand.configuration.commandName
      && arguments.contains { $0 == "--status" || $0.hasPrefix("--status=") }
  }

  func run() throws {
    let status = try RunStatus(ofRunIn: status, at: Date())
    var output = StandardOutput()
    try output.write(Array(((json ? try status.json : status.text) + "\n").utf8))
    try output.flush()
  }
}
