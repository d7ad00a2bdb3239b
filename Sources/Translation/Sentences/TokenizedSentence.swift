package import Tokenization

/// A sentence as tokens.
package struct TokenizedSentence: Sendable {
  let request: SentenceRequest
  /// The tokens without the end of sentence.
  let tokens: [TokenID]

  package init(request: SentenceRequest, tokens: [TokenID]) {
    self.request = request
    self.tokens = tokens
  }
}
