import ArgumentParser
import Corpora
import Tokenization
import TransformerModel

/// What is trained on what.
struct TrainingTextArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The language to translate from, such as en.", valueName: "language"))
  var src: String

  @Option(help: ArgumentHelp("The language to translate to, such as de.", valueName: "language"))
  var tgt: String

  @Option(help: ArgumentHelp("Training text: PREFIX.SRC and PREFIX.TGT.", valueName: "prefix"))
  var train: String

  @Option(help: ArgumentHelp("Validation text: PREFIX.SRC and PREFIX.TGT.", valueName: "prefix"))
  var valid: String?

  @Option(help: ArgumentHelp("The tokenizer of both languages.", valueName: "file"))
  var tokenizer: String

  @Option(help: ArgumentHelp("The model's folder.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("The size of the model.", valueName: "size"))
  var preset = Preset.small

  func validate() throws {
    guard src != tgt else { throw ValidationError("--src and --tgt are both \(src)") }
  }

  /// Opens the two files of a prefix.
  func open(_ prefix: String) throws -> ParallelText {
    try ParallelText(prefix: prefix, sourceLanguage: src, targetLanguage: tgt)
  }
}

extension Preset: ExpressibleByArgument {}
