import ArgumentParser
import Corpora
import Foundation
import Kernels
import TextNormalization
import Tokenization
import TransformerModel
import Translation

/// `apus doctor`: whether the program, the machine and a model are in order.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the program, the machine and a model.",
    discussion: """
      Says what the machine offers. For a model: reads every file of its folder, compares the \
      checksum of the parameters, and translates the sentences of golden.json again; exit status \
      1 where something differs from the day when the model was made.

      Example:

        apus doctor --model models/en-de
      """)

  @Option(help: ArgumentHelp("The folder of a model to check.", valueName: "folder"))
  var model: String?

  func run() throws {
    var output = StandardOutput()
    for (name, value) in machine { try output.write("\(name.padded) \(value)") }
    try output.flush()
    guard let model else { return }
    let checkUp = try ModelCheckUp(ModelBundle(contentsOf: model))
    for (name, value) in checkUp.findings { try output.write("\(name.padded) \(value)") }
    try output.flush()
    for difference in checkUp.differences { StandardError.write(difference) }
    guard checkUp.differences.isEmpty else {
      throw CommandFailure.unhealthy(model: model, problemCount: checkUp.differences.count)
    }
  }

  private var machine: [(name: String, value: String)] {
    let process = ProcessInfo.processInfo
    let gibibytes = Double(process.physicalMemory) / 0x1p30
    return [
      ("version", Program.version),
      ("system", process.operatingSystemVersionString),
      ("backend", CPUBackend().name),
      ("cores", "\(process.activeProcessorCount)"),
      ("memory", "\(gibibytes.fixed(1)) GiB"),
      ("ICU", icu),
    ]
  }
}

/// The version of the library that normalises text and finds words, and whether it does.
private var icu: String {
  let works = Normalizer.standard().normalized("\u{FB01}") == "fi"
  return "\(WordBreaker.icuVersion) with Unicode \(NormalForm.UnicodeVersion.newest.number)"
    + (works ? "" : ", does not normalize")
}

/// What a model's folder holds, and whether it still does what it did.
private struct ModelCheckUp {
  let findings: [(name: String, value: String)]
  /// One line for each golden translation that came out otherwise.
  let differences: [String]

  init(_ bundle: ModelBundle) throws {
    let golden = try GoldenTranslations.read(from: bundle.path)
    differences = golden?.differences(from: bundle) ?? []
    findings = [
      ("model", bundle.path),
      (
        "languages",
        "\(bundle.configuration.sourceLanguage) to \(bundle.configuration.targetLanguage)"
      ),
      (
        "parameters",
        "\(bundle.configuration.transformer.parameterCount.grouped), checksum as written"
      ),
      ("vocabulary", "\(bundle.tokenizer.vocabularyCount.grouped) pieces"),
      ("golden", Self.summary(golden, differences: differences)),
      ("speed", try Self.timing(of: bundle, sources: golden?.sentences.map(\.source) ?? [])),
    ]
  }

  private static func summary(_ golden: GoldenTranslations?, differences: [String]) -> String {
    guard let golden else { return "no golden.json" }
    let count = golden.sentences.count
    return "\(count - differences.count) of \(count) sentences translated as before"
  }

  private static func timing(of bundle: ModelBundle, sources: [String]) throws -> String {
    let source = sources.first { !$0.isEmpty } ?? "1, 2, 3."
    let translator = try Translator(bundle)
    let start = ContinuousClock.now
    let translation = translator.translate([source]).first
    let milliseconds = (ContinuousClock.now - start).seconds * 1000
    return "\(milliseconds.fixed(1)) ms for a sentence: \"\(source)\" → "
      + "\"\(translation?.text ?? "")\""
  }
}

extension String {
  /// The text with spaces up to the width of a column.
  fileprivate var padded: String { padding(toLength: 10, withPad: " ", startingAt: 0) }
}
