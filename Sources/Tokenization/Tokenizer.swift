import Foundation

/// Turns text into the numbers that a model reads, and numbers back into text.
///
/// A tokenizer owns all that it does to text, so text given to it cannot be prepared wrongly.
public struct Tokenizer: Sendable {
  package let engine: any TokenizerEngine

  package init(_ engine: any TokenizerEngine) {
    self.engine = engine
  }

  /// The encoder with the tokenizer's merges, where it is one of byte pairs that Apus trained.
  package var mergeEncoder: BytePairEncoder? { engine as? BytePairEncoder }

  /// Writes the tokenizer to a file, which is replaced as a whole or not at all.
  ///
  /// - Parameter path: The file, by convention named `tokenizer.json`.
  /// - Throws: ``TokenizationError/unwritable(file:reason:)``.
  public func write(to path: String) throws {
    do {
      try Data(engine.file.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw TokenizationError.unwritable(file: path, reason: error.localizedDescription)
    }
  }

  /// The content of the file that describes the tokenizer.
  public var file: TokenizerFile { engine.file }

  /// The number of pieces, special tokens and bytes included.
  public var vocabularyCount: Int { engine.vocabularyCount }

  /// The tokens that mark and never spell.
  public var specialTokens: SpecialTokens { engine.specialTokens }

  /// The text as it is before it is cut.
  public func normalized(_ text: String) -> String { engine.normalized(text) }

  /// The tokens of a text, which is normalised first; no special token is added.
  public func tokenize(_ text: String) -> [TokenID] { engine.tokenize(text) }

  /// The tokens of a text, each with the bytes of the text that it stands for.
  public func locatedTokens(_ text: String) -> [LocatedToken] { engine.locatedTokens(text) }

  /// The pieces of a text as they are spelled in the vocabulary.
  public func pieces(_ text: String) -> [String] { tokenize(text).map(piece(for:)) }

  /// The text that tokens spell.
  ///
  /// - Parameter tokens: Numbers of pieces of the vocabulary.
  /// - Returns: The text; special tokens spell nothing.
  public func detokenize(_ tokens: some Sequence<TokenID>) -> String {
    let tokens = Array(tokens)
    for token in tokens { checkToken(token) }
    return engine.detokenize(tokens)
  }

  /// The spelling of a piece.
  ///
  /// - Parameter token: The number of a piece of the vocabulary.
  /// - Returns: The spelling.
  public func piece(for token: TokenID) -> String {
    checkToken(token)
    return engine.piece(for: token)
  }

  /// The number of a piece, or nil if none is spelled so.
  public func id(forPiece piece: String) -> TokenID? { engine.token(forPiece: piece) }

  private func checkToken(_ token: TokenID) {
    precondition(
      token >= 0 && token < vocabularyCount,
      "token \(token) is not in a vocabulary of \(vocabularyCount) pieces")
  }
}
