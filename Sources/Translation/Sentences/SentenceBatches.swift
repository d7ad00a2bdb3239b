import Decoding
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

/// Sentences that search treats alike, about as long as each other, so that they end together.
package struct SentenceBatch: Sendable {
  /// The places of the sentences among all.
  package let places: [Int]
  let rule: Rule

  /// What search is told about some sentences and not about others.
  struct Rule: Sendable, Hashable {
    let forbidsRepetition: Bool
    let maximumTokenCount: Int?

    init(_ request: SentenceRequest) {
      forbidsRepetition = request.forbidsRepetition
      maximumTokenCount = request.maximumTokenCount
    }
  }

  /// Sentences that have tokens, in batches; the longest first, so that no worker begins with them
  /// when the others have nothing left to do.
  ///
  /// - Parameters:
  ///   - sentences: The sentences.
  ///   - size: The most sentences of a batch.
  ///   - workerCount: The threads, which are to end at about the same time.
  ///   - memory: What a batch's tensors may take; a sentence that needs more has one of its own.
  /// - Returns: The batches.
  package static func batches(
    of sentences: [TokenizedSentence], size: Int, workerCount: Int = 1, memory: BatchMemory
  ) -> [SentenceBatch] {
    let lengths = sentences.map(\.tokens.count)
    let filled = sentences.indices.filter { lengths[$0] > 0 }
    let room = BatchRoom(
      size: size, sentenceCount: filled.count, workerCount: workerCount, memory: memory)
    let groups = Dictionary(grouping: filled) { Rule(sentences[$0].request) }
    let batches = groups.flatMap { rule, places in
      room.cut(places, lengths: lengths).map { SentenceBatch(places: $0, rule: rule) }
    }
    return batches.sorted { $0.cost(lengths) > $1.cost(lengths) }
  }

  /// The longest sentence, and the first of its sentences where others are as long: batches are
  /// always in the same order.
  private func cost(_ lengths: [Int]) -> (Int, Int) {
    (places.map { lengths[$0] }.max() ?? 0, -(places.first ?? 0))
  }
}
