import ArgumentParser
import Autodiff
import Corpora
import Foundation
import Kernels
import Training
import TransformerModel
import Translation

/// `apus average`: one model from several checkpoints.
struct AverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "average",
    abstract: "Make a model of the mean of several checkpoints.",
    usage: """
      apus average --model <folder> --output <folder> [--last <k>]
      apus average --model <folder> --output <folder> <checkpoint> ...
      """,
    discussion: """
      The mean of a run's last checkpoints is mostly a better model than the last alone (Vaswani \
      et al., 2017, section 6.1), at no cost in speed. 'apus train' does this on its own at the \
      end of a run with a validation text.

      Example:

        apus average --model models/en-de --last 5 --output models/en-de-mean
      """)

  @Option(
    help: ArgumentHelp("The model whose run the checkpoints are of.", valueName: "folder"))
  var model: String

  @Option(
    help: ArgumentHelp(
      "Takes the newest checkpoints of the model's folder. (default: 5)", valueName: "k"))
  var last: Int?

  @Option(help: ArgumentHelp("The folder of the new model.", valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The element type of the model's file: bf16 rounds and takes half the room of f32, int8 a "
        + "quarter.",
      valueName: "type"))
  var store = Precision.f32

  @Argument(help: ArgumentHelp("Files to take, instead of the newest.", valueName: "checkpoint"))
  var checkpoints: [String] = []

  func validate() throws {
    try requirePositive(last, "--last")
    guard last == nil || checkpoints.isEmpty else {
      throw ValidationError("give either --last or the checkpoints")
    }
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: model)
    let files = try files()
    let backend = CPUBackend()
    let mean = ParameterStore(layout: bundle.model.layout, purpose: .inference, backend: backend)
    try CheckpointAverage.read(files, into: mean, backend: backend)
    let golden = try GoldenTranslations.read(from: model)
    let folder = ModelFolder(
      bundle: ModelBundle(
        path: output, configuration: bundle.configuration, parameters: mean,
        tokenizer: bundle.tokenizer),
      goldenSources: golden?.sentences.map(\.source) ?? [],
      remarks: ["The mean of \(files.count.grouped) checkpoints."],
      store: store)
    try folder.write()
    StandardError.write("mean of \(files.count.grouped) checkpoints: \(output)")
  }

  private func files() throws -> [String] {
    guard checkpoints.isEmpty else { return checkpoints }
    let folder = CheckpointFolder(model + "/checkpoints")
    let updates = folder.newestUpdates(count: last ?? 5)
    guard !updates.isEmpty else { throw CommandFailure.noCheckpoints(folder: folder.path) }
    return updates.map { folder.file(update: $0) }
  }
}
