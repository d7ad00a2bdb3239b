import ArgumentParser
import Corpora
import Tokenization

/// `apus tokenizer decode`: tokens to text.
struct TokenizerDecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Join tokens from standard input into text.",
    discussion: """
      Reads what 'apus tokenizer encode' writes: a line of tokens, separated by spaces, for each \
      line of text. Special tokens are left out.

      Example:

        apus tokenizer decode --tokenizer tokenizer.json --input-format ids < test.ids
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(help: ArgumentHelp("What to read.", valueName: "format"))
  var inputFormat = TokenFormat.pieces

  func run() throws {
    let reader = TokenReader(
      tokenizer: try Tokenizer(contentsOf: tokenizer.path), format: inputFormat)
    try StandardInput.mapLines { line, number in
      let words = line.split(separator: " ")
      return reader.tokenizer.detokenize(try words.map { try reader.token($0, line: number) })
    }
  }
}

/// Reads tokens as `tokenizer encode` writes them.
private struct TokenReader {
  let tokenizer: Tokenizer
  let format: TokenFormat

  func token(_ word: Substring, line: Int) throws -> TokenID {
    let text = String(word)
    switch format {
    case .pieces:
      if let token = tokenizer.id(forPiece: text) { return token }
      throw CommandFailure.noToken(text: text, line: line, wanted: "a piece of the vocabulary")
    case .ids:
      let count = tokenizer.vocabularyCount
      if let token = TokenID(text), token >= 0, token < count { return token }
      throw CommandFailure.noToken(
        text: text, line: line, wanted: "a number from 0 to \((count - 1).grouped)")
    }
  }
}
