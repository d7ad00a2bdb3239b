import Tokenization

/// `WordLevel`: a piece is one token, or unknown.
struct WordLevelModel: PipelineModel {
  let vocabulary: PipelineVocabulary
  private let unknown: TokenID

  init(_ field: JSONField) throws {
    vocabulary = try PipelineVocabulary(field["vocab"])
    unknown = try vocabulary.unknownToken(field["unk_token"])
  }

  func appendTokens(of piece: Span<UInt8>, to tokens: inout [ModelToken]) {
    let token = vocabulary.trie.value(of: piece) ?? unknown
    tokens.append(ModelToken(token: token, bytes: 0..<piece.count))
  }
}

/// `WordPiece`: the longest piece of the vocabulary, then the longest that continues it, and so on.
struct WordPieceModel: PipelineModel {
  let vocabulary: PipelineVocabulary
  private let unknown: TokenID
  private let maximumCharacterCount: Int
  /// Where the pieces that continue a word are in the tree; nil if there are none.
  private let continuation: UInt32?

  init(_ field: JSONField) throws {
    vocabulary = try PipelineVocabulary(field["vocab"])
    unknown = try vocabulary.unknownToken(field["unk_token"])
    maximumCharacterCount = try field["max_input_chars_per_word"].count()
    let prefix = Array(try field["continuing_subword_prefix"].text().utf8)
    continuation = vocabulary.trie.node(of: prefix.span)
  }

  func appendTokens(of piece: Span<UInt8>, to tokens: inout [ModelToken]) {
    let count = tokens.count
    guard !isTooLong(piece), appendPieces(of: piece, to: &tokens) else {
      tokens.removeSubrange(count...)
      tokens.append(ModelToken(token: unknown, bytes: 0..<piece.count))
      return
    }
  }

  private func isTooLong(_ piece: Span<UInt8>) -> Bool {
    guard piece.count > maximumCharacterCount else { return false }
    var count = 0
    for index in piece.indices where piece[index] & 0xC0 != 0x80 { count += 1 }
    return count > maximumCharacterCount
  }

  /// Adds the tokens of a word as far as there are any.
  ///
  /// - Returns: Whether they are the whole word.
  private func appendPieces(of piece: Span<UInt8>, to tokens: inout [ModelToken]) -> Bool {
    var start = 0
    while start < piece.count {
      guard let root = start == 0 ? ByteTrie.root : continuation,
        let (end, token) = vocabulary.trie.longest(in: piece, from: start, after: root)
      else { return false }
      tokens.append(ModelToken(token: token, bytes: start..<end))
      start = end
    }
    return true
  }
}

extension PipelineVocabulary {
  /// The token of what is unknown, without which a word that has none would be lost.
  fileprivate func unknownToken(_ field: JSONField) throws -> TokenID {
    guard let token = token(for: try field.text()) else {
      throw field.malformed(wanted: "a piece of the vocabulary")
    }
    return token
  }
}
