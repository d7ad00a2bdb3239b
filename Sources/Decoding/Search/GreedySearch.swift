/// Takes the most likely token at each step.
package struct GreedySearch: Sendable {
  private let options: SearchOptions

  /// A search in which beam size, hypothesis count, diversity and stopping play no part.
  ///
  /// - Parameter options: The end of sentence, the length limit and so on.
  package init(_ options: SearchOptions) {
    self.options = options
  }

  /// Decodes sentences, all of them together.
  ///
  /// - Parameters:
  ///   - sourceLengths: The number of tokens of each source, which limits the hypothesis' length.
  ///   - constraints: What each sentence's translation must and must not contain; empty where
  ///     nothing is asked of any. Required phrases need a beam (`BeamSearch`).
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: One hypothesis for each sentence.
  package func hypotheses(
    sourceLengths: [Int], constraints: [SentenceConstraints] = [],
    using scorer: inout some NextTokenScorer
  ) -> [Hypothesis] {
    let batch = WholeBatch(
      options.sentences(sourceLengths: sourceLengths, constraints: constraints), scorer)
    defer { scorer = batch.scorer }
    batch.run(options.emptyStep(vocabularyCount: scorer.vocabularyCount)) { start, _ in
      GreedyPath(start)
    }
    return batch.hypotheses.flatMap { $0 }
  }
}

/// The one hypothesis that greedy search follows for a sentence.
private struct GreedyPath: HypothesisSearch {
  private let start: SentenceStart
  private var row: DecoderRow
  private var place = 0
  private var firstQuery = 0
  private var restrictions = RowRestrictions()
  private var coverage = Coverage()
  private var tokens: [Int32] = []
  private var tokenLogProbabilities: [Float] = []
  private var merit = 0.0
  /// The result, once the search is over.
  private(set) var hypothesis: Hypothesis?

  init(_ start: SentenceStart) {
    precondition(
      start.constraints.required.isEmpty, "Greedy search can require no phrases, a beam can.")
    self.start = start
    row = DecoderRow(
      sentence: start.sentence, parent: start.sentence, token: start.options.beginOfSentence)
  }

  var sentence: Int { start.sentence }
  var isOver: Bool { hypothesis != nil }
  var hypotheses: [Hypothesis] { hypothesis.map { [$0] } ?? [] }

  mutating func ask(_ step: inout Step) {
    place = step.rows.count
    step.rows.append(row)
    firstQuery = step.request.queries.count
    if tokens.count < start.prefixCount {
      let token = start.constraints.prefix[tokens.count]
      step.request.queries.append(TokenQuery(row: place, token: token))
      return
    }
    restrictions.removeAll()
    if let rules = start.rules { restrictions.addRow(after: tokens, rules) }
    step.askForLikeliest(2 + restrictions.largestCount)
  }

  mutating func advance(_ next: NextTokens) {
    if start.options.scoring.coveragePenalty != 0 {
      coverage.add(next, rows: place..<(place + 1))
    }
    if tokens.count < start.prefixCount {
      let logProbability = next.queryLogProbabilities[firstQuery]
      take(
        start.constraints.prefix[tokens.count],
        logProbability.isNaN ? -.infinity : logProbability,
        seenAs: logProbability.orImpossible)
      return
    }
    let best = likeliest(next)
    if let best, best.token != start.options.endOfSentence,
      tokens.count < start.lengths.upperBound
    {
      take(best.token, best.logProbability, seenAs: best.seenAs)
    } else {
      end(
        next.endLogProbabilities[place],
        isTruncated: best?.token != start.options.endOfSentence)
    }
  }

  /// The likeliest token that is allowed, and how likely it is to search and to the network.
  private func likeliest(
    _ next: NextTokens
  ) -> (token: Int32, logProbability: Float, seenAs: Double)? {
    var best: (token: Int32, logProbability: Float, seenAs: Double)?
    let first = place * next.likeliestCount
    for element in first..<(first + next.likeliestCount) {
      let (token, logProbability) = (next.tokens[element], next.logProbabilities[element])
      guard logProbability > -.infinity, !restrictions.isForbidden(token, row: 0),
        token != start.options.endOfSentence || start.mayEnd(length: tokens.count)
      else { continue }
      let seenAs = restrictions.penalized(Double(logProbability), of: token, row: 0)
      if let best, (best.seenAs, token) >= (seenAs, best.token) { continue }
      best = (token, logProbability, seenAs)
    }
    return best
  }

  private mutating func take(_ token: Int32, _ logProbability: Float, seenAs: Double) {
    tokens.append(token)
    tokenLogProbabilities.append(logProbability)
    merit += seenAs
    row.parent = place
    row.token = token
  }

  private mutating func end(_ logProbability: Float, isTruncated: Bool) {
    tokenLogProbabilities.append(logProbability)
    var score = start.score(merit + logProbability.orImpossible, length: tokens.count)
    if start.options.scoring.coveragePenalty != 0 {
      score += coverage.penalty(of: 0, start.options.scoring)
    }
    hypothesis = Hypothesis(
      tokens: tokens, tokenLogProbabilities: tokenLogProbabilities,
      logProbability: tokenLogProbabilities.reduce(0) { $0 + $1.orImpossible }, score: score,
      isTruncated: isTruncated, meetsConstraints: true)
  }
}
