/// A scorer that always finds the whole distribution: what search asks for is derived from it.
///
/// This form suits tables and ensembles. A network does better with a kernel of its own that
/// selects the likeliest tokens without writing all log-probabilities down.
package protocol DistributionScorer: NextTokenScorer {
  /// Extends hypotheses by one token each and writes down how likely each token is to come next.
  ///
  /// - Parameters:
  ///   - rows: As in `NextTokenScorer`.
  ///   - kept: As there.
  ///   - wantsAttention: Whether `attention` and `attentionOffsets` are wanted as well.
  ///   - next: Where `everything` `[rows, V]` goes.
  mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], wantsAttention: Bool, into next: inout NextTokens)
}

extension DistributionScorer {
  package mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    extend(rows, keeping: kept, wantsAttention: request.wantsAttention, into: &next)
    next.deriveAnswers(to: request, rowCount: rows.count)
  }
}

extension NextTokens {
  /// Answers a request from `everything`, attention aside.
  ///
  /// - Parameters:
  ///   - request: The questions.
  ///   - rowCount: The rows that `everything` holds.
  package mutating func deriveAnswers(to request: NextTokenRequest, rowCount: Int) {
    let vocabularyCount = request.suppressed.mask.count
    precondition(
      everything.count == rowCount * vocabularyCount,
      "\(everything.count) log-probabilities for [\(rowCount), \(vocabularyCount)].")
    selectLikeliest(request, rowCount: rowCount)
    endLogProbabilities.removeAll(keepingCapacity: true)
    for row in 0..<rowCount {
      endLogProbabilities.append(everything[row * vocabularyCount + Int(request.endOfSentence)])
    }
    queryLogProbabilities.removeAll(keepingCapacity: true)
    for query in request.queries {
      queryLogProbabilities.append(everything[query.row * vocabularyCount + Int(query.token)])
    }
  }

  private mutating func selectLikeliest(_ request: NextTokenRequest, rowCount: Int) {
    likeliestCount = request.likeliestCount
    tokens.refill(with: 0, count: rowCount * likeliestCount)
    logProbabilities.refill(with: -.infinity, count: rowCount * likeliestCount)
    guard likeliestCount > 0 else { return }
    let vocabularyCount = request.suppressed.mask.count
    var list = LikeliestList(tokens: tokens, logProbabilities: logProbabilities)
    // The list is their only owner while it changes them.
    (tokens, logProbabilities) = ([], [])
    for row in 0..<rowCount {
      list.begin(at: row * likeliestCount, capacity: likeliestCount)
      let elements = (row * vocabularyCount)..<((row + 1) * vocabularyCount)
      list.enter(everything.span.extracting(elements), suppressed: request.suppressed.mask)
    }
    (tokens, logProbabilities) = (list.tokens, list.logProbabilities)
  }
}

/// The likeliest tokens of one row after another, each entered in one pass over the vocabulary.
private struct LikeliestList {
  var tokens: [Int32]
  var logProbabilities: [Float]
  private var start = 0
  private var end = 0
  private var limit = 0

  init(tokens: [Int32], logProbabilities: [Float]) {
    self.tokens = tokens
    self.logProbabilities = logProbabilities
  }

  mutating func begin(at start: Int, capacity: Int) {
    self.start = start
    end = start
    limit = start + capacity
  }

  /// Enters the tokens of a row `[V]` that are among the likeliest.
  mutating func enter(_ row: Span<Float>, suppressed: [Bool]) {
    var threshold = -Float.infinity
    for blockStart in stride(from: 0, to: row.count, by: blockLength) {
      let block = blockStart..<min(blockStart + blockLength, row.count)
      guard row.extracting(block).mayExceed(threshold) else { continue }
      for token in block where row[token] > threshold && !suppressed[token] {
        insert(Int32(token), row[token])
        if end == limit { threshold = logProbabilities[end - 1] }
      }
    }
  }

  /// Inserts a token behind those that are as likely: they came first and are smaller.
  private mutating func insert(_ token: Int32, _ logProbability: Float) {
    var place = end < limit ? end : end - 1
    end = max(end, place + 1)
    while place > start, logProbabilities[place - 1] < logProbability {
      logProbabilities[place] = logProbabilities[place - 1]
      tokens[place] = tokens[place - 1]
      place -= 1
    }
    logProbabilities[place] = logProbability
    tokens[place] = token
  }
}

/// The log-probabilities that are compared at once.
private let blockLength = 64

extension Span<Float> {
  /// Whether an element exceeds a threshold; what is not a number may count as such.
  ///
  /// Joins the sign bits of the differences instead of comparing and leaving early: in this form
  /// the compiler uses vector registers.
  fileprivate func mayExceed(_ threshold: Float) -> Bool {
    var differences: UInt32 = 0
    for index in indices { differences |= (threshold - self[index]).bitPattern }
    return differences >> 31 == 1
  }
}

extension Array {
  /// Makes all elements the same, in the memory that is already there.
  mutating func refill(with element: Element, count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(element, count: count))
  }
}
