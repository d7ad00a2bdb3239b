/// What search wants to know about the next token of each row of a step.
///
/// The log-probability of the end of sentence is always wanted.
package struct NextTokenRequest: Sendable {
  /// How many of the likeliest tokens of each row are wanted, K; suppressed ones don't count.
  ///
  /// It may be 0, and never exceeds the number of tokens that are not suppressed. The end of
  /// sentence is a token like any other here.
  package var likeliestCount: Int
  /// Tokens that are none of the likeliest: the same in all steps of a search.
  package let suppressed: SuppressedTokens
  /// The token that ends a hypothesis.
  package let endOfSentence: Int32
  /// Single tokens whose log-probabilities are wanted, suppressed or not; by ascending row.
  package var queries: [TokenQuery]
  /// Whether all log-probabilities of all rows are wanted.
  package let wantsEverything: Bool
  /// Whether the cross-attention is wanted.
  package let wantsAttention: Bool

  package init(
    endOfSentence: Int32, likeliestCount: Int = 0, suppressed: SuppressedTokens,
    queries: [TokenQuery] = [], wantsEverything: Bool = false, wantsAttention: Bool = false
  ) {
    self.endOfSentence = endOfSentence
    self.likeliestCount = likeliestCount
    self.suppressed = suppressed
    self.queries = queries
    self.wantsEverything = wantsEverything
    self.wantsAttention = wantsAttention
  }
}

/// The question how likely a certain token is after a certain row.
package struct TokenQuery: Sendable, Equatable {
  /// The row, counted from 0 in the step.
  package let row: Int
  /// The token.
  package let token: Int32

  package init(row: Int, token: Int32) {
    self.row = row
    self.token = token
  }
}

/// Tokens that no hypothesis may contain, as a list and as a mask.
package struct SuppressedTokens: Sendable, Equatable {
  /// The tokens in ascending order.
  package let tokens: [Int32]
  /// For each token of the vocabulary `[V]` whether it is suppressed.
  package let mask: [Bool]

  /// Suppressed tokens, of which those outside the vocabulary are left out.
  package init(_ tokens: some Sequence<Int32>, vocabularyCount: Int) {
    var mask = [Bool](repeating: false, count: vocabularyCount)
    for token in tokens where mask.indices.contains(Int(token)) { mask[Int(token)] = true }
    self.tokens = mask.indices.filter { mask[$0] }.map(Int32.init)
    self.mask = mask
  }

  /// The number of tokens that are not suppressed.
  var allowedCount: Int { mask.count - tokens.count }
}
