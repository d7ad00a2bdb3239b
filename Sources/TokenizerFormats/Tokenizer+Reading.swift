import FileStorage
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
    try self.init(bytes: Self.bytes(of: path), name: path)
  }

  /// Reads the content of a tokenizer's file.
  ///
  /// - Parameters:
  ///   - data: The content.
  ///   - name: What messages call the file.
  /// - Throws: ``TokenizationError``, naming the file and what is wrong with it.
  public init(data: Data, name: String = "tokenizer.json") throws {
    try self.init(bytes: Array(data), name: name)
  }

  private init(bytes: [UInt8], name: String) throws {
    switch TokenizerFile.Format(of: bytes) {
    case .huggingFace:
      self.init(try BytePairEncoder.engine(jsonData: bytes, name: name))
    case .sentencePiece:
      self.init(try SentencePieceProcessor(bytes: bytes, name: name))
    }
  }

  /// The content of a file; what cannot be mapped is left to Foundation, which says what is wrong.
  private static func bytes(of path: String) throws -> [UInt8] {
    if let file = try? FileMapping(contentsOf: path), file.count > 0 {
      return file.bytes(0..<file.count)
    }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw TokenizationError.unreadable(file: path, reason: error.localizedDescription)
    }
  }
}

extension TokenizerFile.Format {
  /// The format that a file's content has, as far as its first bytes tell.
  init(of content: [UInt8]) {
    let first = content.first { !" \t\r\n".utf8.contains($0) }
    // A `.model` begins with the tag of its first field, a piece, which is also a line feed.
    let isModel = content.first == 0x0A && first != UInt8(ascii: "{")
    self = isModel ? .sentencePiece : .huggingFace
  }
}
