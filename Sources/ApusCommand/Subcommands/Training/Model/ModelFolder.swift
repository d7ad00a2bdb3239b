import Corpora
import FileStorage
import Foundation
import Kernels
import TransformerModel
import Translation

/// A model's folder with everything that belongs into it.
struct ModelFolder {
  let bundle: ModelBundle
  /// The sentences whose translations are kept, to find out later whether the model has changed.
  let goldenSources: [String]
  /// Sentences about how the model was made and how good it is.
  let remarks: [String]
  /// The command that made it, where that is to be told.
  var command: [String] = []
  /// How the model's file holds matrices.
  var store = Precision.f32
  /// The card of the model that this one was made of, where there is one.
  var earlierCard = ""

  /// Writes the model, `golden.json` and `README.md`.
  ///
  /// The golden translations are those of the model as it is read back: a file that rounds makes
  /// another model.
  ///
  /// - Throws: `CommandFailure.unwritableFolder`, or `InterchangeError` where a file cannot be
  ///   written.
  func write() throws {
    try FileManager.default.makeFolder(bundle.path)
    try GoldenTranslations.remove(from: bundle.path)
    try bundle.write(backend: CPUBackend(), store: store)
    let written = try ModelBundle(contentsOf: bundle.path)
    try GoldenTranslations(of: goldenSources, by: written).write(to: bundle.path)
    let card = ModelCard(bundle: bundle, remarks: remarks, command: command, store: store).text
    let earlier = earlierCard.isEmpty ? "" : "\n---\n\n\(earlierCard)"
    try AtomicFile.write(to: bundle.path + "/README.md") { try $0.write(card + earlier) }
  }
}

/// The README of a model.
private struct ModelCard {
  let bundle: ModelBundle
  let remarks: [String]
  let command: [String]
  let store: Precision

  private var languages: (source: String, target: String) {
    (bundle.configuration.sourceLanguage, bundle.configuration.targetLanguage)
  }

  var text: String {
    let sections = [
      "# \(languages.source) to \(languages.target)",
      "A model that translates from \(languages.source) to \(languages.target), trained with "
        + "Apus \(Program.version).",
      facts, remarks.joined(separator: "\n"), use, making,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var facts: String {
    let provenance = bundle.configuration.provenance
    let rows = [
      ("architecture", "transformer, " + bundle.configuration.transformer.summary),
      (
        "parameters",
        bundle.configuration.transformer.parameterCount.grouped + ", stored as \(store.storedName)"
      ),
      (
        "training text",
        "`\(provenance.trainingCorpus)`, \(provenance.trainingPairCount.grouped) pairs"
      ),
      ("training", "\(provenance.updates.grouped) updates, seed \(provenance.seed)"),
    ]
    return "| | |\n|---|---|\n" + rows.map { "| \($0) | \($1) |" }.joined(separator: "\n")
  }

  private var use: String {
    """
    ## Use

    ```
    apus translate --model \(bundle.path.quotedForShell) < text.\(languages.source)
    ```
    """
  }

  private var making: String {
    guard !command.isEmpty else { return "" }
    let words = ["apus"] + command.dropFirst().map(\.quotedForShell)
    return "## Training\n\n```\n\(words.joined(separator: " "))\n```"
  }
}

extension String {
  /// The text as one word of a shell's command line.
  fileprivate var quotedForShell: String {
    let isPlain = !isEmpty && wholeMatch(of: /[A-Za-z0-9_.,:=@%+\/-]+/) != nil
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

extension Precision {
  /// What a card calls it.
  fileprivate var storedName: String {
    switch self {
    case .f32: "float32"
    case .bf16: "bfloat16"
    case .int8: "int8 with a scale for each output channel"
    }
  }
}
