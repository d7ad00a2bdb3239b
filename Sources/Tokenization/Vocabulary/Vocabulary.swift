/// The number of a piece in the vocabulary, which is its row in the model's embedding.
public typealias TokenID = Int32

/// The pieces that text is made of, by number.
///
/// Every vocabulary has the three special tokens, `▁` for the space, and 256 byte tokens
/// `<0x00>`…`<0xFF>` that spell any character which is no piece, so that nothing is unknown.
package struct Vocabulary: Sendable, Equatable {
  /// The spelling of each piece; a space is `▁`.
  package let pieces: [String]
  /// The tokens that mark and never spell: no text becomes them, and they become no text.
  package let specialTokens: Set<TokenID>
  package let unknown: TokenID
  package let beginOfSentence: TokenID
  package let endOfSentence: TokenID

  /// The token of each byte.
  package let byteTokens: [TokenID]
  let byteTokenSet: Set<TokenID>
  /// The token of each character that is a piece; the space's is that of `▁`.
  let characterTokens: CharacterTokens
  /// The UTF-8 of the text that each token stands for.
  package let surfaces: Surfaces

  /// The pieces in UTF-8, because strings that differ only in normal form are equal to Swift.
  private let tokens: ByteStringTable

  /// Makes a vocabulary, in which the number of a piece is its index.
  ///
  /// - Parameters:
  ///   - pieces: The spelling of each piece.
  ///   - specialTokens: The numbers of the special tokens, of which `<unk>`, `<s>` and `</s>` are
  ///     three.
  /// - Throws: ``TokenizationError/invalidVocabulary(_:)`` if a piece occurs twice, one that every
  ///   vocabulary has is missing, or there are more than 1,048,576.
  package init(pieces: [String], specialTokens: Set<TokenID>) throws {
    guard pieces.count <= PairRanks.tokenLimit else {
      throw TokenizationError.invalidVocabulary(
        "\(pieces.count) pieces are more than \(PairRanks.tokenLimit)")
    }
    let tokens = try Self.index(pieces)
    func token(_ piece: String) throws -> TokenID {
      if let token = tokens.number(of: Array(piece.utf8).span) { return TokenID(token) }
      throw TokenizationError.invalidVocabulary("the piece \(piece) is missing")
    }
    func specialToken(_ piece: String) throws -> TokenID {
      let token = try token(piece)
      if specialTokens.contains(token) { return token }
      throw TokenizationError.invalidVocabulary("\(piece) is not among the special tokens")
    }
    self.pieces = pieces
    self.specialTokens = specialTokens
    self.tokens = tokens
    unknown = try specialToken(SpecialPiece.unknown)
    beginOfSentence = try specialToken(SpecialPiece.beginOfSentence)
    endOfSentence = try specialToken(SpecialPiece.endOfSentence)
    byteTokens = try (UInt8.min...UInt8.max).map { try token(SpecialPiece.byte($0)) }
    byteTokenSet = Set(byteTokens)
    characterTokens = Self.characters(
      of: pieces, special: specialTokens, space: try token("▁"))
    surfaces = Surfaces(of: pieces, bytes: byteTokens, special: specialTokens)
  }

  /// The number of a piece, or nil if there is none so spelled.
  package func token(for piece: String) -> TokenID? { token(for: Array(piece.utf8).span) }

  /// The same for a piece in UTF-8.
  func token(for piece: Span<UInt8>) -> TokenID? { tokens.number(of: piece).map { TokenID($0) } }

  private static func index(_ pieces: [String]) throws -> ByteStringTable {
    var tokens = ByteStringTable(expecting: pieces.count, byteCount: pieces.utf8Count)
    var utf8: [UInt8] = []
    for (token, piece) in pieces.enumerated() {
      utf8.removeAll(keepingCapacity: true)
      utf8.append(contentsOf: piece.utf8)
      guard tokens.insert(utf8.span) == token else {
        throw TokenizationError.invalidVocabulary("the piece \(piece) occurs twice")
      }
    }
    return tokens
  }

  /// A `▁` in the text itself gets no token here, and so is spelled in bytes and not lost.
  private static func characters(
    of pieces: [String], special: Set<TokenID>, space: TokenID
  ) -> CharacterTokens {
    var tokens = CharacterTokens()
    for (token, piece) in zip(TokenID(0)..., pieces) {
      guard let scalar = piece.onlyScalar, !special.contains(token) else { continue }
      tokens.set(token, for: scalar)
    }
    tokens.set(CharacterTokens.none, for: "▁")
    tokens.set(space, for: " ")
    return tokens
  }
}

extension String {
  /// The scalar of a string that has one.
  fileprivate var onlyScalar: Unicode.Scalar? {
    // No scalar has more than four bytes, and most pieces do.
    guard utf8.count <= 4, let first = unicodeScalars.first else { return nil }
    return unicodeScalars.count == 1 ? first : nil
  }
}
