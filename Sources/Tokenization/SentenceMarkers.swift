/// The tokens that a model of sentences needs of its vocabulary.
public struct SentenceMarkers: Sendable, Equatable {
  /// What the decoder reads before the first token.
  public let begin: TokenID
  /// What ends every sentence.
  public let end: TokenID

  /// Names the markers.
  public init(begin: TokenID, end: TokenID) {
    self.begin = begin
    self.end = end
  }

  /// The markers of a vocabulary, or nil if it has no token that ends a sentence.
  ///
  /// Where no token begins a sentence, the one that ends it does, as in fairseq.
  public init?(_ tokens: SpecialTokens) {
    guard let end = tokens.endOfSentence else { return nil }
    self.init(begin: tokens.beginOfSentence ?? end, end: end)
  }
}

extension Tokenizer {
  /// The tokens around a sentence, of a tokenizer that ``checkSentenceMarkers(file:)`` accepts.
  public var sentenceMarkers: SentenceMarkers {
    guard let markers = SentenceMarkers(specialTokens) else {
      preconditionFailure("the vocabulary has no token that ends a sentence")
    }
    return markers
  }

  /// Makes sure that a model of sentences can use the vocabulary.
  ///
  /// - Parameter file: What the message calls the tokenizer.
  /// - Throws: ``TokenizationError/malformed(file:line:problem:)`` if no token ends a sentence.
  package func checkSentenceMarkers(file: String) throws {
    guard SentenceMarkers(specialTokens) == nil else { return }
    throw TokenizationError.malformed(
      file: file, line: nil,
      problem: "the vocabulary has no token that ends a sentence, such as </s>; a model needs one")
  }
}
