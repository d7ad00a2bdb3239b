import ArgumentParser
import Corpora
import Tokenization
import TokenizerFormats

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

  @Option(
    help: ArgumentHelp(
      "What bytes become that are not UTF-8: U+FFFD, or <0xNN>.", valueName: "policy"))
  var invalidBytes = InvalidBytesPolicy.replace

  @OptionGroup(title: "Resources") var threads: ThreadOptions

  func run() throws {
    let reader = TokenReader(
      tokenizer: try Tokenizer(contentsOf: tokenizer.path), format: inputFormat)
    let encoder =
      try invalidBytes == .replace
      ? nil : reader.tokenizer.requireEncoder(for: "--invalid-bytes", file: tokenizer.path)
    try LineMapping(threadCount: threads.count).runText {
      [invalidBytes = invalidBytes.invalidBytes] line, number in
      let tokens = try line.split(separator: " ").map { try reader.token($0, line: number) }
      return encoder?.detokenize(tokens, invalidBytes: invalidBytes)
        ?? reader.tokenizer.detokenize(tokens)
    }
  }
}

/// What bytes become that are not UTF-8.
enum InvalidBytesPolicy: String, CaseIterable, ExpressibleByArgument {
  case replace
  case escape

  var invalidBytes: InvalidBytes { self == .replace ? .replace : .escape }
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
