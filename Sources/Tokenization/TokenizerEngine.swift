/// What every kind of tokenizer does, whatever file it comes from.
///
/// An engine owns all that it does to text, its normalisation included. Engines are values and
/// work on any thread.
package protocol TokenizerEngine: Sendable {
  /// How many pieces there are: tokens are the numbers below.
  var vocabularyCount: Int { get }

  /// The tokens that mark and never spell.
  var specialTokens: SpecialTokens { get }

  /// The spelling of a piece, as its file has it.
  ///
  /// - Parameter token: A number below `vocabularyCount`.
  /// - Returns: The spelling.
  func piece(for token: TokenID) -> String

  /// The number of a piece, or nil if none is spelled so.
  func token(forPiece piece: String) -> TokenID?

  /// The text as it is before it is cut, which decoding gives back if the engine is lossless.
  func normalized(_ text: String) -> String

  /// The tokens of a text, without special tokens.
  func tokenize(_ text: String) -> [TokenID]

  /// The tokens of a text, each with the bytes that it stands for.
  func locatedTokens(_ text: String) -> [LocatedToken]

  /// The text that tokens spell.
  ///
  /// - Parameter tokens: Numbers below `vocabularyCount`.
  /// - Returns: The text; special tokens spell nothing.
  func detokenize(_ tokens: [TokenID]) -> String

  /// The file that describes the engine, from which an equal one is read.
  var file: TokenizerFile { get }
}

/// The tokens of a vocabulary that mark and never spell, where it has them.
public struct SpecialTokens: Sendable, Equatable {
  /// Stands for what the vocabulary cannot spell.
  public var unknown: TokenID?
  /// Begins a sentence.
  public var beginOfSentence: TokenID?
  /// Ends a sentence.
  public var endOfSentence: TokenID?
  /// Fills up a row.
  public var padding: TokenID?

  /// Names the special tokens of a vocabulary.
  public init(
    unknown: TokenID?, beginOfSentence: TokenID?, endOfSentence: TokenID?, padding: TokenID? = nil
  ) {
    self.unknown = unknown
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
    self.padding = padding
  }
}

/// A token, and where in a text it comes from.
public struct LocatedToken: Sendable, Equatable {
  /// The number of the piece.
  public let token: TokenID
  /// The UTF-8 bytes of the original text that it stands for; empty where it stands for none.
  public let bytes: Range<Int>

  /// Joins a token to its place.
  public init(token: TokenID, bytes: Range<Int>) {
    self.token = token
    self.bytes = bytes
  }
}

/// The bytes of a tokenizer's file, and the format that they are in.
public struct TokenizerFile: Sendable, Equatable {
  /// A format that Apus reads and writes.
  public enum Format: Sendable, Equatable, CaseIterable {
    /// `tokenizer.json` of Hugging Face.
    case huggingFace
    /// `.model` of SentencePiece.
    case sentencePiece

    /// What the file is called in a model's folder.
    package var fileName: String {
      switch self {
      case .huggingFace: "tokenizer.json"
      case .sentencePiece: "tokenizer.model"
      }
    }
  }

  /// The format of the bytes.
  public let format: Format
  /// The content.
  public let bytes: [UInt8]

  /// Joins a format to its content.
  public init(format: Format, bytes: [UInt8]) {
    self.format = format
    self.bytes = bytes
  }
}
