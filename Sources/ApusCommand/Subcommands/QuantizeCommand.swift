import ArgumentParser
import Corpora
import Evaluation
import FileStorage
import Foundation
import Kernels
import TextNormalization
import Translation

/// `apus quantize`: a smaller and faster model of the same parameters, rounded.
struct QuantizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Make a smaller and faster model by rounding its numbers.",
    discussion: """
      int8 takes a quarter of the room of f32, and is what 'apus translate' then computes with: \
      each output channel of a matrix has a scale, and each row of activations gets one while it \
      is multiplied. bf16 takes half the room. The new folder is a whole model, with golden \
      translations of its own.

      With --source and --reference, the texts are translated with both models, and BLEU tells \
      what the rounding costs.

      Example:

        apus quantize --model models/en-de --output models/en-de-int8 \\
          --source test.en --reference test.de
      """)

  @Option(help: ArgumentHelp("The model to start from.", valueName: "folder"))
  var model: String

  @Option(help: ArgumentHelp("The folder of the new model.", valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp("The element type of the new model's file: int8 or bf16.", valueName: "type")
  )
  var precision = Precision.int8

  @Option(help: ArgumentHelp("A text to translate with both models.", valueName: "file"))
  var source: String?

  @Option(help: ArgumentHelp("Right translations of its lines.", valueName: "file"))
  var reference: String?

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    guard precision != .f32 else {
      throw ValidationError("--precision is f32, which rounds nothing; wanted int8 or bf16")
    }
    guard (source == nil) == (reference == nil) else {
      throw ValidationError("give both --source and --reference, or neither")
    }
    guard output.standardizedPath != model.standardizedPath else {
      throw ValidationError("--output is the folder of --model; wanted another one")
    }
  }

  func run() throws {
    let test = try TestText(source: source, reference: reference)
    let bundle = try ModelBundle(valuesOf: model)
    let sizes = (before: try modelSize(model), after: try write(bundle, remarks: []))
    let size = "\(sizes.before.grouped) bytes → \(sizes.after.grouped) bytes"
    try tell("size", size)
    var remarks = ["Made of another model by 'apus quantize': \(size)."]
    if let test {
      let before = try test.score(of: ModelBundle(contentsOf: model), threads: threads.count)
      let after = try test.score(of: ModelBundle(contentsOf: output), threads: threads.count)
      let comparison =
        "\(before.value.fixed(2)) → \(after.value.fixed(2)) (\(test.signature))"
      try tell("BLEU", comparison)
      remarks.append("BLEU: \(comparison).")
    }
    _ = try write(bundle, remarks: remarks)
    StandardError.write("model: \(output)")
  }

  private func tell(_ name: String, _ value: String) throws {
    var standardOutput = StandardOutput()
    try standardOutput.write("\(name)  \(value)")
    try standardOutput.flush()
  }

  /// Writes the new folder and returns the size of its parameters.
  private func write(_ bundle: ModelBundle, remarks: [String]) throws -> Int {
    let golden = try GoldenTranslations.read(from: model)
    let card = try? String(contentsOfFile: model + "/README.md", encoding: .utf8)
    try ModelFolder(
      bundle: bundle.moved(to: output),
      goldenSources: golden?.sentences.map(\.source) ?? [], remarks: remarks, store: precision,
      earlierCard: card ?? ""
    ).write()
    return try modelSize(output)
  }

  private func modelSize(_ folder: String) throws -> Int {
    let path = folder + "/model.safetensors"
    return try FileMapping(contentsOf: path).count
  }
}

/// Lines with their right translations.
private struct TestText {
  private let sources: [String]
  private let references: [String]
  private let metric = BLEU()

  /// Reads both files, if they are given.
  init?(source: String?, reference: String?) throws {
    guard let source, let reference else { return nil }
    sources = try LineReader.lines(ofFile: source)
    references = try LineReader.lines(ofFile: reference)
    guard sources.count == references.count else {
      throw CommandFailure.unequalLineCounts([
        CommandFailure.LineCount(file: source, count: sources.count),
        CommandFailure.LineCount(file: reference, count: references.count),
      ])
    }
  }

  var signature: String { "\(metric.signature(referenceCount: 1))" }

  /// BLEU of a model with the default options of `translate`.
  func score(of bundle: ModelBundle, threads: Int) throws -> BLEUScore {
    var options = TranslationOptions()
    options.threadCount = threads
    let translations = try Translator(bundle, options: options).translate(sources)
    return metric.corpusScore(
      hypotheses: translations.map(\.text), references: [references])
  }
}

extension String {
  /// The path without a slash at the end and the like.
  fileprivate var standardizedPath: String {
    URL(fileURLWithPath: self).standardizedFileURL.path
  }
}
