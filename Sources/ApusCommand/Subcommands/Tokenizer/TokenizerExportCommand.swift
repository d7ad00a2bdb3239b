import ArgumentParser
import Foundation
import SentencePiece
import SubwordNMT
import Tokenization
import TokenizerFormats

/// `apus tokenizer export`: a tokenizer for other programs.
struct TokenizerExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a tokenizer for another program.",
    discussion: """
      A .model gives the same numbers of pieces in the package sentencepiece. What that format \
      cannot express is refused, with the reason. A tokenizer.json of 'apus tokenizer train' needs \
      no export: the package tokenizers reads it as it is.

      Example:

        apus tokenizer export --tokenizer tokenizer.json --format sentencepiece \\
          --output spm.model
      """)

  @OptionGroup var tokenizer: TokenizerFileOption

  @Option(help: ArgumentHelp("What to write.", valueName: "format"))
  var format: ExportFormat

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: tokenizer.path)
    let bytes = try format.bytes(of: tokenizer, file: self.tokenizer.path)
    try FileManager.default.makeFolder((output as NSString).deletingLastPathComponent)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw TokenizationError.unwritable(file: output, reason: error.systemReason)
    }
  }
}

/// What other programs read.
enum ExportFormat: String, CaseIterable, ExpressibleByArgument {
  /// `.model` of SentencePiece.
  case sentencepiece
  /// The table of pieces and scores beside a `.model`.
  case sentencepieceVocab = "sentencepiece-vocab"
  /// One piece a line.
  case lines
  /// `dict.txt` of fairseq.
  case fairseq
  /// `vocab.yml` of Marian.
  case marian

  /// The content of the file.
  ///
  /// - Parameters:
  ///   - tokenizer: What is written.
  ///   - file: What messages call it.
  /// - Returns: The bytes.
  /// - Throws: `TokenizationError`, if the format cannot express the tokenizer.
  func bytes(of tokenizer: Tokenizer, file: String) throws -> [UInt8] {
    switch self {
    case .sentencepiece: try model(of: tokenizer, file: file).file.bytes
    case .sentencepieceVocab: try table(of: model(of: tokenizer, file: file), file: file)
    case .lines: try pieces(of: tokenizer).utf8(as: .lines)
    case .fairseq: try pieces(of: tokenizer).utf8(as: .fairseq)
    case .marian: try pieces(of: tokenizer).utf8(as: .marian)
    }
  }

  private func model(of tokenizer: Tokenizer, file: String) throws -> SentencePieceProcessor {
    if let processor = tokenizer.engine as? SentencePieceProcessor { return processor }
    return try SentencePieceProcessor(
      exporting: tokenizer.requireEncoder(for: "the export", file: file))
  }

  private func table(of processor: SentencePieceProcessor, file: String) throws -> [UInt8] {
    let model = try SentencePieceModel(bytes: processor.file.bytes, name: file)
    return Array(model.vocabularyTable.utf8)
  }

  private func pieces(of tokenizer: Tokenizer) throws -> PlainVocabulary {
    try PlainVocabulary(
      pieces: (0..<TokenID(tokenizer.vocabularyCount)).map { tokenizer.piece(for: $0) })
  }
}
