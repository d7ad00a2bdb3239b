package import TextNormalization

/// The tokenizer that Apus trains: byte-pair encoding with byte fallback.
///
/// It loses nothing: `detokenize(tokenize(text))` equals `normalized(text)` for any text, since a
/// character that the vocabulary lacks is spelled in bytes.
package struct BytePairEncoder: TokenizerEngine {
  /// What is done to text before it is cut.
  package let normalizer: Normalizer
  /// How text is cut before it is merged.
  package let preTokenizer: PreTokenizer
  package let vocabulary: Vocabulary
  let table: MergeTable
  /// What is taken as it stands, if any text is: the pieces of the vocabulary by their text.
  let wholePieces: [[UInt8]: TokenID]

  /// Makes a tokenizer from its parts.
  ///
  /// - Parameters:
  ///   - vocabulary: The pieces.
  ///   - merges: The rules, in the order of their rank.
  ///   - normalizer: What is done to text before it is cut.
  ///   - preTokenizer: How text is cut before it is merged.
  package init(
    vocabulary: Vocabulary, merges: [Merge], normalizer: Normalizer,
    preTokenizer: PreTokenizer = PreTokenizer()
  ) {
    self.vocabulary = vocabulary
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    table = MergeTable(merges)
    let isProtecting = !preTokenizer.rules.protectedSymbols.isEmpty
    wholePieces = isProtecting ? vocabulary.tokensByText : [:]
  }

  /// The rules, in the order of their rank.
  package var merges: [Merge] { table.merges }

  package var vocabularyCount: Int { vocabulary.pieces.count }

  package var specialTokens: SpecialTokens {
    SpecialTokens(
      unknown: vocabulary.unknown, beginOfSentence: vocabulary.beginOfSentence,
      endOfSentence: vocabulary.endOfSentence)
  }

  package func normalized(_ text: String) -> String { normalizer.normalized(text) }

  /// The tokens of a text, which is normalised first; no special token is added.
  ///
  /// Text is never read as a special token: a literal `<s>` becomes three characters.
  ///
  /// - Complexity: O(*n* log *n*) in the length of the text.
  package func tokenize(_ text: String) -> [TokenID] {
    var encoder = LineEncoder(self, isCached: false)
    var tokens: [TokenID] = []
    encoder.append(text, to: &tokens)
    return tokens
  }

  /// The text that tokens spell, without the space before its first word.
  ///
  /// Special tokens spell nothing. Bytes that are not UTF-8, which a model may produce, become
  /// U+FFFD, one for each maximal part of a character.
  ///
  /// - Parameter tokens: Numbers of pieces of the vocabulary.
  /// - Returns: The text.
  package func detokenize(_ tokens: [TokenID]) -> String {
    detokenize(tokens, invalidBytes: .replace)
  }

  package func piece(for token: TokenID) -> String { vocabulary.pieces[Int(token)] }

  package func token(forPiece piece: String) -> TokenID? { vocabulary.token(for: piece) }
}
