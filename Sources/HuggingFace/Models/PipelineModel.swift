import Tokenization

/// The step that turns each piece of a text into tokens of a vocabulary.
protocol PipelineModel: Sendable {
  var vocabulary: PipelineVocabulary { get }

  /// Adds the tokens of a piece.
  ///
  /// - Parameters:
  ///   - piece: The UTF-8 of the piece, which is not empty.
  ///   - tokens: Gets the tokens, with places in the piece.
  func appendTokens(of piece: Span<UInt8>, to tokens: inout [ModelToken])
}

/// A token that a model gives, and the bytes of the piece that it stands for.
struct ModelToken {
  let token: TokenID
  /// The bytes of the piece; they may be empty, or lie beyond its end.
  let bytes: Range<Int>
  /// Whether the token is spelled as the text is, not as the vocabulary has it.
  var isSpelledByText = false
}

enum PipelineModels {
  /// Reads a model; in old files, its fields alone tell of which type it is.
  ///
  /// - Parameter field: Its object in the file.
  /// - Returns: The model.
  /// - Throws: `TokenizationError`, naming the field.
  static func read(_ field: JSONField) throws -> any PipelineModel {
    let type = field["type"]
    switch try type.optionalText() ?? typeByFields(of: field) {
    case "BPE": return try BytePairModel(field)
    case "Unigram": return try UnigramModel(field)
    case "WordPiece": return try WordPieceModel(field)
    case "WordLevel": return try WordLevelModel(field)
    default: throw type.unsupported(wanted: "BPE, Unigram, WordPiece and WordLevel")
    }
  }

  private static func typeByFields(of field: JSONField) throws -> String {
    guard field.value.members != nil else { throw field.malformed(wanted: "a model") }
    if !field["merges"].isNull { return "BPE" }
    if field["vocab"].value.elements != nil { return "Unigram" }
    return field["continuing_subword_prefix"].isNull ? "WordLevel" : "WordPiece"
  }
}
