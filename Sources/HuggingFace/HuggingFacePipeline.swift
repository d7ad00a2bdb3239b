package import Tokenization

/// A tokenizer as the package `tokenizers` describes it: a step for each part of a `tokenizer.json`.
///
/// It gives the tokens that the package gives, whose special tokens are also recognised in text
/// where the file says so. Truncation and padding, which are about batches, are left to others.
package struct HuggingFacePipeline: Sendable {
  let normalizer: (any PipelineNormalizer)?
  let preTokenizer: (any PipelinePreTokenizer)?
  let model: any PipelineModel
  let postProcessor: (any PipelinePostProcessor)?
  let decoder: (any PipelineDecoder)?
  let addedVocabulary: AddedVocabulary
  /// The tokens that mark and never spell, as their spellings tell.
  package let specialTokens: SpecialTokens
  /// The file as it was read.
  package let file: TokenizerFile

  // MARK: Text to tokens

  /// What the package makes of a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - addsSpecialTokens: Whether the tokens are added that the post-processor has.
  /// - Returns: The tokens, with their spellings and their places in code points.
  package func encode(_ text: String, addsSpecialTokens: Bool) -> PipelineEncoding {
    let offsets = CodePointOffsets(text)
    var encoding = PipelineEncoding()
    let pieces = preTokenized(text, hasOrigins: true)
    let origins = PieceOrigins(pieces.text)
    forEachToken(of: pieces) { piece, token in
      let bytes = origins.bytes(of: token.bytes, inPiece: piece)
      encoding.tokens.append(
        PipelineEncoding.Token(
          token: token.token,
          spelling: token.isSpelledByText
            ? origins.spelling(of: token.bytes, inPiece: piece) : modelSpelling(of: token.token),
          offsets: offsets.codePoints(of: bytes), isSpecial: false))
    }
    postProcessor?.process(&encoding, addsSpecialTokens: addsSpecialTokens)
    return encoding
  }

  private func modelSpelling(of token: TokenID) -> String {
    model.vocabulary.piece(for: token) ?? ""
  }

  private func preTokenized(_ text: String, hasOrigins: Bool) -> PreTokenizedText {
    let original = AlignedScalars(text, hasOrigins: hasOrigins)
    var pieces = addedVocabulary.pieces(of: original, normalizedBy: normalizer)
    preTokenizer?.preTokenize(&pieces)
    return pieces
  }

  /// Gives the tokens of all pieces in order, each with the range of its piece in the text.
  private func forEachToken(
    of pieces: PreTokenizedText, _ body: (Range<Int>, ModelToken) -> Void
  ) {
    var utf8: [UInt8] = []
    var tokens: [ModelToken] = []
    for piece in pieces.pieces {
      utf8.removeAll(keepingCapacity: true)
      for position in piece.range { utf8.appendUTF8(of: pieces.text.scalars[position]) }
      tokens.removeAll(keepingCapacity: true)
      if let token = piece.token {
        tokens.append(ModelToken(token: token, bytes: 0..<utf8.count, isSpelledByText: true))
      } else {
        model.appendTokens(of: utf8.span, to: &tokens)
      }
      for token in tokens { body(piece.range, token) }
    }
  }
}

extension HuggingFacePipeline: TokenizerEngine {
  package var vocabularyCount: Int {
    max(model.vocabulary.pieces.count, Int(addedVocabulary.largestNumber ?? -1) + 1)
  }

  /// The spelling of a piece; a number that no piece has is spelled with nothing.
  package func piece(for token: TokenID) -> String {
    addedVocabulary.content(of: token) ?? modelSpelling(of: token)
  }

  package func token(forPiece piece: String) -> TokenID? {
    addedVocabulary.number(of: piece) ?? model.vocabulary.token(for: piece)
  }

  package func normalized(_ text: String) -> String {
    var result = AlignedScalars(text, hasOrigins: false)
    normalizer?.normalize(&result)
    return String(String.UnicodeScalarView(result.scalars))
  }

  package func tokenize(_ text: String) -> [TokenID] {
    var tokens: [TokenID] = []
    let pieces = preTokenized(text, hasOrigins: preTokenizer?.needsOrigins ?? false)
    forEachToken(of: pieces) { _, token in tokens.append(token.token) }
    return tokens
  }

  package func locatedTokens(_ text: String) -> [LocatedToken] {
    let offsets = CodePointOffsets(text)
    return encode(text, addsSpecialTokens: false).tokens.map { token in
      LocatedToken(token: token.token, bytes: offsets.bytes(of: token.offsets))
    }
  }

  /// The text that tokens spell; a file without a decoder joins its pieces with spaces.
  package func detokenize(_ tokens: [TokenID]) -> String {
    let pieces = tokens.compactMap { token in
      addedVocabulary.spelling(of: token) ?? model.vocabulary.piece(for: token)
    }
    let spelling = pieces.filter { !addedVocabulary.isSpecial($0) }
    return decoder.map { $0.decode(spelling).joined() } ?? spelling.joined(separator: " ")
  }
}

extension [UInt8] {
  /// Adds the bytes of a character.
  fileprivate mutating func appendUTF8(of scalar: Unicode.Scalar) {
    if scalar.isASCII {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }
}
