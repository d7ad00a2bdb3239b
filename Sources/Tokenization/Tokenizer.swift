public import TextNormalization

/// Turns text into the numbers that a model reads, and numbers back into text.
///
/// The tokenizer owns its normaliser, so text given to it cannot be prepared wrongly. It loses
/// nothing: `detokenize(tokenize(text))` equals `normalizer.normalized(text)` for any text, since
/// a character that the vocabulary lacks is spelled in bytes.
public struct Tokenizer: Sendable {
  /// What is done to text before it is cut.
  public let normalizer: Normalizer
  package let vocabulary: Vocabulary
  private let table: MergeTable

  /// Makes a tokenizer from its parts.
  ///
  /// - Parameters:
  ///   - vocabulary: The pieces.
  ///   - merges: The rules, in the order of their rank.
  ///   - normalizer: What is done to text before it is cut.
  package init(vocabulary: Vocabulary, merges: [Merge], normalizer: Normalizer) {
    self.vocabulary = vocabulary
    self.normalizer = normalizer
    table = MergeTable(merges)
  }

  /// The rules, in the order of their rank.
  package var merges: [Merge] { table.merges }

  /// The number of pieces, special tokens and bytes included.
  public var vocabularyCount: Int { vocabulary.pieces.count }

  /// The token `<s>`.
  public var beginOfSentence: TokenID { vocabulary.beginOfSentence }

  /// The token `</s>`.
  public var endOfSentence: TokenID { vocabulary.endOfSentence }

  /// The token `<unk>`, which no text becomes.
  public var unknown: TokenID { vocabulary.unknown }

  /// The tokens of a text, which is normalised first; no special token is added.
  ///
  /// Text is never read as a special token: a literal `<s>` becomes three characters.
  ///
  /// - Complexity: O(*n* log *n*) in the length of the text.
  public func tokenize(_ text: String) -> [TokenID] {
    var sequence = symbols(of: normalizer.normalized(text))
    table.apply(to: &sequence)
    return sequence.symbols
  }

  /// The pieces of a text as they are spelled in the vocabulary; a space is `▁`.
  public func pieces(_ text: String) -> [String] {
    tokenize(text).map(piece(for:))
  }

  /// The text that tokens spell, without the space before its first word.
  ///
  /// Special tokens spell nothing. Bytes that are not UTF-8, which a model may produce, become
  /// U+FFFD, one for each maximal part of a character.
  ///
  /// - Parameter tokens: Numbers of pieces of the vocabulary.
  /// - Returns: The text.
  public func detokenize(_ tokens: some Sequence<TokenID>) -> String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes += vocabulary.surfaces[index(of: token)]
    }
    let hasLeadingSpace = bytes.first == UInt8(ascii: " ")
    return String(decoding: bytes.dropFirst(hasLeadingSpace ? 1 : 0), as: UTF8.self)
  }

  /// The spelling of a piece; a space is `▁`.
  ///
  /// - Parameter token: The number of a piece of the vocabulary.
  /// - Returns: The spelling.
  public func piece(for token: TokenID) -> String {
    vocabulary.pieces[index(of: token)]
  }

  /// The number of a piece, or nil if none is spelled so.
  public func id(forPiece piece: String) -> TokenID? {
    vocabulary.token(for: piece)
  }

  private func index(of token: TokenID) -> Int {
    precondition(
      vocabulary.pieces.indices.contains(Int(token)),
      "token \(token) is not in a vocabulary of \(vocabularyCount) pieces")
    return Int(token)
  }

  /// The characters of normalised text as symbols, or their bytes where they are none.
  private func symbols(of normalizedText: String) -> SymbolSequence {
    var sequence = SymbolSequence()
    sequence.reserveCapacity(normalizedText.utf8.count * 3 / 2)
    for (scalar, startsPiece) in PieceScalars(normalizedText) {
      if startsPiece { sequence.append(SymbolSequence.boundary) }
      if let token = vocabulary.characterTokens[scalar] {
        sequence.append(token)
      } else {
        for byte in UTF8.encode(scalar) ?? .init() {
          sequence.append(vocabulary.byteTokens[Int(byte)])
        }
      }
    }
    sequence.append(SymbolSequence.boundary)
    return sequence
  }
}
