public import Foundation
import HuggingFace
import SentencePiece
public import Tokenization

extension Tokenizer {
  /// Reads a tokenizer's file.
  ///
  /// - Parameter path: A `tokenizer.json` of Hugging Face or a `.model` of SentencePiece; the content
  ///   tells which.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  public init(contentsOf path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw TokenizationError.unreadable(file: path, reason: error.localizedDescription)
    }
    try self.init(data: data, name: path)
  }

  /// Reads the content of a tokenizer's file.
  ///
  /// - Parameters:
  ///   - data: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  public init(data: Data, name: String = "tokenizer.json") throws {
    switch TokenizerFile.Format(of: data) {
    case .huggingFace:
      self.init(try BytePairEncoder.engine(jsonData: data, name: name))
    case .sentencePiece:
      self.init(try SentencePieceProcessor(bytes: Array(data), name: name))
    }
  }
}

extension TokenizerFile.Format {
  /// The format that a file's content has, as far as its first bytes tell.
  init(of data: Data) {
    let blank = Set(" \t\r\n".utf8)
    let first = data.first { !blank.contains($0) }
    // A `.model` begins with the tag of its first field, a piece, which is also a line feed.
    let isModel = data.first == 0x0A && first != UInt8(ascii: "{")
    self = isModel ? .sentencePiece : .huggingFace
  }
}
