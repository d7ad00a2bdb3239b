import ArgumentParser

/// `apus tokenizer`: verbs around `tokenizer.json`.
struct TokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Train a tokenizer, and see what it makes of text.",
    subcommands: [
      TokenizerTrainCommand.self, TokenizerEncodeCommand.self, TokenizerDecodeCommand.self,
      TokenizerInspectCommand.self, TokenizerVocabularyCommand.self, TokenizerImportCommand.self,
      TokenizerExportCommand.self,
    ])
}

/// The tokenizer that a command reads.
struct TokenizerFileOption: ParsableArguments {
  @Option(name: .customLong("tokenizer"), help: ArgumentHelp("The tokenizer.", valueName: "file"))
  var path: String
}

/// How tokens stand in text.
enum TokenFormat: String, CaseIterable, ExpressibleByArgument {
  case pieces
  case ids
}
