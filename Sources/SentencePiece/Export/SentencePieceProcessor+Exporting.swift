import TextNormalization
package import Tokenization

extension SentencePieceProcessor {
  /// Writes a tokenizer that Apus has trained as a SentencePiece model with the same tokens.
  ///
  /// Texts get the same tokens but for these: a `▁` in a text is a space to SentencePiece, U+0000 is
  /// never removed, and combining marks out of order are brought into it only where a rule for two
  /// or three characters can do it.
  ///
  /// - Parameter encoder: The tokenizer.
  /// - Throws: ``TokenizationError/inexpressible(format:problem:)``, which names the piece or the
  ///   step that a model cannot express.
  package init(exporting encoder: BytePairEncoder) throws {
    let model = try ModelExport(encoder: encoder).model()
    try self.init(model, bytes: try model.serialized(), name: "the SentencePiece model")
    try check(against: encoder)
  }

  /// Checks that the text of every piece gets the same tokens.
  ///
  /// SentencePiece merges any two pieces that together are one, not only the two of a rule.
  private func check(against encoder: BytePairEncoder) throws {
    for piece in model.pieces where piece.kind == .normal {
      let text = String(piece.spelling.unicodeScalars.map { $0 == "▁" ? " " : Character($0) })
      guard tokenize(text) == encoder.tokenize(text) else {
        throw TokenizationError.inexpressible(
          format: "a SentencePiece model",
          problem: "the merges of the piece \"\(piece.spelling)\" depend on more than its score")
      }
    }
  }
}

/// Turns a tokenizer into the parts of a model file.
private struct ModelExport {
  let encoder: BytePairEncoder

  func model() throws -> SentencePieceModel {
    var model = SentencePieceModel()
    model.algorithm = .bytePairEncoding
    model.fallsBackToBytes = true
    model.normalization = try normalization()
    model.pieces = try pieces()
    return model
  }

  private func normalization() throws -> SentencePieceModel.Normalization {
    var normalization = SentencePieceModel.Normalization()
    do {
      normalization.map = try CharacterMap(expressing: encoder.normalizer)
    } catch {
      throw inexpressible("\(error)")
    }
    normalization.name = normalization.map.isIdentity ? "identity" : "user_defined"
    normalization.removesExtraSpaces = encoder.normalizer.steps.last == .whitespace(.collapse)
    return normalization
  }

  /// The pieces in the order of their numbers; merged ones are scored by the rank of their rule.
  private func pieces() throws -> [SentencePieceModel.Piece] {
    let ranks = try ranks()
    let protected = try protectedPieces()
    let vocabulary = encoder.vocabulary
    return try vocabulary.pieces.enumerated().map { index, spelling in
      guard !spelling.isEmpty, !spelling.utf8.contains(0) else {
        throw inexpressible("piece \(index) is empty or holds U+0000")
      }
      let token = TokenID(index)
      let score = -Float(ranks[token] ?? encoder.merges.count + index)
      if token == vocabulary.unknown { return .init(spelling, score: 0, kind: .unknown) }
      if vocabulary.specialTokens.contains(token) {
        return .init(spelling, score: 0, kind: .control)
      }
      if vocabulary.byteTokens.contains(token) { return .init(spelling, score: 0, kind: .byte) }
      let isProtected = protected.contains(Array(spelling.utf8))
      return .init(
        spelling, score: isProtected ? 0 : score, kind: isProtected ? .userDefined : .normal)
    }
  }

  /// The rank of the one merge that makes each piece.
  private func ranks() throws -> [TokenID: Int] {
    var ranks: [TokenID: Int] = [:]
    for (rank, merge) in encoder.merges.enumerated() {
      guard ranks.updateValue(rank, forKey: merge.merged) == nil else {
        throw inexpressible(
          "the piece \"\(encoder.piece(for: merge.merged))\" is made by more than one merge")
      }
    }
    return ranks
  }

  /// The pieces of the symbols that are never cut.
  private func protectedPieces() throws -> Set<[UInt8]> {
    Set(
      try encoder.preTokenizer.rules.protectedSymbols.map { symbol in
        guard encoder.normalized(symbol).utf8.elementsEqual(symbol.utf8) else {
          throw inexpressible("the protected symbol \"\(symbol)\" is changed by the normaliser")
        }
        let scalars = symbol.unicodeScalars.map { $0 == " " ? "▁" : $0 }
        return scalars.flatMap { UTF8.encode($0).map(Array.init) ?? [] }
      })
  }

  private func inexpressible(_ problem: String) -> TokenizationError {
    .inexpressible(format: "a SentencePiece model", problem: problem)
  }
}
