/// The network as search sees it: given hypotheses, how likely is each token to come next.
package protocol NextTokenScorer {
  /// The number of sentences that have begun, or begin with the next call.
  var sentenceCount: Int { get }
  /// The number of token ids, V.
  var vocabularyCount: Int { get }

  /// Extends hypotheses by one token each and answers what may come next.
  ///
  /// A scorer keeps its state (caches of keys and values) by rows, and needs it for those of the last
  /// call only: a row that no new row names as its parent, and that is not to be kept, is gone, and
  /// one that several new rows name is to be shared. The first call of a sentence has one row of it,
  /// each later one at least one until the sentence is over.
  ///
  /// - Parameters:
  ///   - rows: At least one hypothesis, grouped by sentence in ascending order.
  ///   - kept: Rows of the last call that the next one may name; there they stand behind `rows`, in
  ///     this order.
  ///   - request: What search wants to know about each row.
  ///   - next: Where the answers go; it comes with those of the last call, whose memory is used
  ///     again. What was not asked for may hold anything.
  mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens)
}

extension NextTokenScorer {
  /// The same with nothing to be kept.
  package mutating func extend(
    _ rows: [DecoderRow], _ request: NextTokenRequest, into next: inout NextTokens
  ) {
    extend(rows, keeping: [], request, into: &next)
  }
}

/// A hypothesis that the network extends by one token.
package struct DecoderRow: Sendable, Equatable {
  /// The sentence that is being translated, counted from 0.
  package var sentence: Int
  /// The row of the previous call that this one goes on from, those that it kept counted behind the
  /// others; in a sentence's first call the sentence.
  package var parent: Int
  /// The last token of the hypothesis; in a sentence's first call the begin of sentence.
  package var token: Int32

  package init(sentence: Int, parent: Int, token: Int32) {
    self.sentence = sentence
    self.parent = parent
    self.token = token
  }
}
