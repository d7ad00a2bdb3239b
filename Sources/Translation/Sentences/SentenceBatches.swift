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

  /// The source tokens of a batch for each sentence that it may have: more of long sentences would
  /// be no faster.
  private static let tokensPerSentence = 64

  /// Sentences that have tokens, in batches; the longest first, so that no worker begins with them
  /// when the others have nothing left to do.
  ///
  /// - Parameters:
  ///   - sentences: The sentences.
  ///   - size: The most sentences of a batch.
  ///   - workerCount: The threads, each of which gets something of a short text.
  ///   - memory: What a batch's tensors may take; a sentence that needs more has one of its own.
  /// - Returns: The batches.
  package static func batches(
    of sentences: [TokenizedSentence], size: Int, workerCount: Int = 1, memory: BatchMemory
  ) -> [SentenceBatch] {
    let filled = sentences.indices.filter { !sentences[$0].tokens.isEmpty }
    let size = min(size, max(1, (filled.count + workerCount - 1) / workerCount))
    let groups = Dictionary(grouping: filled) { Rule(sentences[$0].request) }
    let batches = groups.flatMap { rule, places in
      cut(places, lengths: sentences.map(\.tokens.count), size: size, memory).map {
        SentenceBatch(places: $0, rule: rule)
      }
    }
    return batches.sorted { $0.cost(sentences) > $1.cost(sentences) }
  }

  private static func cut(
    _ places: [Int], lengths: [Int], size: Int, _ memory: BatchMemory
  ) -> [[Int]] {
    let order = places.sorted { (lengths[$0], $0) > (lengths[$1], $1) }
    var batches: [[Int]] = []
    var (tokenRoom, numberRoom) = (0, 0)
    for place in order {
      let numberCount = memory.numberCount(length: lengths[place])
      let isFull = batches.isEmpty || batches[batches.count - 1].count == size
      if isFull || tokenRoom < lengths[place] || numberRoom < numberCount {
        batches.append([])
        (tokenRoom, numberRoom) = (size * tokensPerSentence, memory.limit)
      }
      batches[batches.count - 1].append(place)
      tokenRoom -= lengths[place]
      numberRoom -= numberCount
    }
    return batches
  }

  /// The longest sentence, and the first of its sentences where others are as long: batches are
  /// always in the same order.
  private func cost(_ sentences: [TokenizedSentence]) -> (Int, Int) {
    (places.map { sentences[$0].tokens.count }.max() ?? 0, -(places.first ?? 0))
  }
}
