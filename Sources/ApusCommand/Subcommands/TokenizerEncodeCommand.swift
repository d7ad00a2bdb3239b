import ArgumentParser
import Tokenization

/// `apus tokenizer encode`: text to tokens.
struct TokenizerEncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Split text from standard input into tokens.",
    discussion: """
      Writes a line of tokens, separated by spaces, for each line read. Special tokens are not \
      added.

      Example:

        echo 'Guten Morgen!' | apus tokenizer encode --tokenizer tokenizer.json
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(help: ArgumentHelp("What to write.", valueName: "format"))
  var outputFormat = TokenFormat.pieces

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    let format = outputFormat
    try StandardInput.mapLines { line, _ in
      switch format {
      case .pieces: tokenizer.pieces(line).joined(separator: " ")
      case .ids: tokenizer.tokenize(line).map(String.init).joined(separator: " ")
      }
    }
  }
}
