import ArgumentParser
import Corpora
import Foundation
import SubwordNMT
import Tokenization
import TokenizerFormats

/// `apus tokenizer import`: a tokenizer of another program, as Apus reads it.
struct TokenizerImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over a tokenizer of another program.",
    discussion: """
      Reads a tokenizer.json of Hugging Face, a .model of SentencePiece, or the codes of \
      subword-nmt with the vocabulary of a model, checks all of it, and writes what 'apus train' \
      and 'apus translate' read. A .model stays a .model, since nothing else does exactly what it \
      does.

      Example:

        apus tokenizer import --input spm.model --output tokenizer.model
        apus tokenizer import --codes bpe.codes --vocabulary vocab.txt --output tokenizer.json
      """)

  @Option(
    help: ArgumentHelp("A tokenizer.json or a .model; the content tells which.", valueName: "file"))
  var input: String?

  @Option(help: ArgumentHelp("Codes of subword-nmt, instead of --input.", valueName: "file"))
  var codes: String?

  @Option(
    help: ArgumentHelp(
      "The pieces of a model, with --codes. (default: all that the codes can make)",
      valueName: "file"))
  var vocabulary: String?

  @Option(help: ArgumentHelp("How --vocabulary is written.", valueName: "format"))
  var vocabularyFormat = VocabularyFormat.lines

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  func validate() throws {
    guard (input == nil) != (codes == nil) else {
      throw ValidationError("give either --input or --codes")
    }
    guard vocabulary == nil || codes != nil else {
      throw ValidationError("--vocabulary goes with --codes")
    }
  }

  func run() throws {
    let tokenizer = try tokenizer()
    try FileManager.default.makeFolder((output as NSString).deletingLastPathComponent)
    try tokenizer.write(to: output)
    StandardError.write("vocabulary of \(tokenizer.vocabularyCount.grouped) pieces: \(output)")
  }

  private func tokenizer() throws -> Tokenizer {
    if let input { return try Tokenizer(contentsOf: input) }
    let codes = try SubwordNMTCodes(contentsOf: codes ?? "")
    let vocabulary = try vocabulary.map {
      try PlainVocabulary(contentsOf: $0, format: vocabularyFormat.format)
    }
    return try Tokenizer(data: Data(try codes.huggingFaceJSON(vocabulary: vocabulary)))
  }
}

/// How a file lists pieces.
enum VocabularyFormat: String, CaseIterable, ExpressibleByArgument {
  case lines
  case fairseq
  case marian

  var format: PlainVocabulary.Format {
    switch self {
    case .lines: .lines
    case .fairseq: .fairseq
    case .marian: .marian
    }
  }
}
