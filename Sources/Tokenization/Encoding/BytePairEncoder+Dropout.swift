import TextNormalization

extension BytePairEncoder {
  /// The tokens of a text, with merges left out at random.
  ///
  /// - Parameters:
  ///   - text: Any text, which is normalised first.
  ///   - dropout: Which merges are left out; with the probability 0 none is.
  /// - Returns: The tokens, which spell the same text as without dropout.
  package func tokenize(_ text: String, dropout: BPEDropout) -> [TokenID] {
    guard dropout.probability > 0 else { return tokenize(text) }

    let utf8 = spaced(normalizer.normalized(text))
    var tokens: [TokenID] = []
    preTokenizer.forEachPiece(in: utf8.span) { piece in
      if preTokenizer.isProtected(piece, in: utf8.span), let token = wholePieces[Array(utf8[piece])]
      {
        tokens.append(token)
        return
      }
      var symbols: [TokenID] = []
      vocabulary.spell(piece, of: utf8.span) { symbols.append($0) }
      tokens += table.merged(symbols, draws: dropout.draws(forPiece: piece.lowerBound))
    }
    return tokens
  }

  /// The UTF-8 of a text with the space that goes before every text but the empty one.
  private func spaced(_ text: String) -> [UInt8] {
    text.isEmpty ? [] : [UInt8(ascii: " ")] + text.utf8
  }
}
