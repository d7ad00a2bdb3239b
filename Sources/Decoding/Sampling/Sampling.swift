/// Draws translations at random, as the network finds them likely.
package struct Sampling: Sendable {
  private let options: SearchOptions
  private let sampling: SamplingOptions

  /// A way to draw translations.
  ///
  /// - Parameters:
  ///   - options: The end of sentence, the length limit and so on; beam size, hypothesis count,
  ///     diversity and stopping play no part.
  ///   - sampling: How tokens are drawn.
  package init(_ options: SearchOptions, _ sampling: SamplingOptions) {
    sampling.checkPreconditions()
    self.options = options
    self.sampling = sampling
  }

  /// Draws translations of sentences, all of them together.
  ///
  /// A sample depends on the seed, its sentence's key and its number, not on the sentences beside
  /// it or on how many samples there are.
  ///
  /// - Parameters:
  ///   - sourceLengths: The number of tokens of each source, which limits the samples' length.
  ///   - keys: For each sentence what tells its random numbers from others': a hash of its text or
  ///     its line number. Sentences with the same key get the same random numbers.
  ///   - constraints: What each sentence's translation must and must not contain; empty where
  ///     nothing is asked of any. Required phrases need a beam (`BeamSearch`).
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: For each sentence its samples in the order of their numbers. A sample that the
  ///   length limit ended is truncated.
  package func hypotheses(
    sourceLengths: [Int], keys: [UInt64], constraints: [SentenceConstraints] = [],
    using scorer: inout some NextTokenScorer
  ) -> [[Hypothesis]] {
    precondition(
      keys.count == sourceLengths.count,
      "\(keys.count) keys for \(sourceLengths.count) sentences.")
    let batch = WholeBatch(
      options.sentences(sourceLengths: sourceLengths, constraints: constraints, keys: keys),
      scorer)
    defer { scorer = batch.scorer }
    decode(batch)
    return batch.hypotheses
  }

  /// Draws translations of sentences that come while others are being decoded.
  ///
  /// - Parameter session: Gives the sentences and takes their samples, in the order of their numbers.
  package func decode(_ session: some SearchSession) {
    let step = options.emptyStep(
      vocabularyCount: session.vocabularyCount, wantsEverything: sampling.topCount == 0)
    session.run(step) { start, sentence in SampledPaths(start, sampling, key: sentence.key) }
  }
}

/// The samples of one sentence on the way to their ends.
private struct SampledPaths: HypothesisSearch {
  private let start: SentenceStart
  private let sampling: SamplingOptions
  private let key: UInt64
  private var history = TokenHistory()
  private var length = 0
  private var live: [Path]
  private var finished: [Hypothesis?]
  private var coverage = Coverage()
  private var restrictions = RowRestrictions()
  private var choice = TokenChoice()
  private var scratch: [Int32] = []
  private var firstRow = 0
  private var firstQuery = 0

  /// A sample that has not ended.
  private struct Path {
    let sample: Int
    var node = TokenHistory.root
    /// The place of its row in the scorer's call: in the first call one row for all.
    var row: Int
    var token: Int32
    var merit = 0.0
    var logProbability = 0.0
  }

  init(_ start: SentenceStart, _ sampling: SamplingOptions, key: UInt64) {
    precondition(
      start.constraints.required.isEmpty, "Sampling can require no phrases, a beam can.")
    self.start = start
    self.sampling = sampling
    self.key = key
    live = (0..<sampling.sampleCount).map {
      Path(sample: $0, row: start.sentence, token: start.options.beginOfSentence)
    }
    finished = live.map { _ in nil }
  }

  var sentence: Int { start.sentence }
  var isOver: Bool { live.isEmpty }
  var hypotheses: [Hypothesis] { finished.compactMap { $0 } }

  private var rowCount: Int { length == 0 ? 1 : live.count }

  mutating func ask(_ step: inout Step) {
    firstRow = step.rows.count
    for place in live.indices {
      if place < rowCount {
        step.rows.append(
          DecoderRow(
            sentence: start.sentence, parent: live[place].row, token: live[place].token))
      }
      live[place].row = firstRow + min(place, rowCount - 1)
    }
    firstQuery = step.request.queries.count
    if length < start.prefixCount {
      let token = start.constraints.prefix[length]
      for row in 0..<rowCount {
        step.request.queries.append(TokenQuery(row: firstRow + row, token: token))
      }
      return
    }
    restrictions.removeAll()
    if let rules = start.rules {
      for row in 0..<rowCount {
        history.copyTokens(of: live[row].node, to: &scratch)
        restrictions.addRow(after: scratch, rules)
      }
    }
    if sampling.topCount > 0 {
      // The end of sentence may be of no use, too.
      step.askForLikeliest(sampling.topCount + 1 + restrictions.largestCount)
    }
  }

  mutating func advance(_ next: NextTokens) {
    if start.options.scoring.coveragePenalty != 0 {
      coverage.add(next, rows: firstRow..<(firstRow + rowCount))
    }
    var parents: [Int] = []
    var continuing: [Path] = []
    for path in live {
      let row = path.row - firstRow
      guard let token = nextToken(after: path, next) else {
        finish(path, next)
        continue
      }
      var path = path
      path.token = token.token
      path.node = history.append(token.token, token.logProbability, to: path.node)
      path.merit += token.seenAs
      path.logProbability += token.logProbability.orImpossible
      continuing.append(path)
      parents.append(row)
    }
    live = continuing
    if start.options.scoring.coveragePenalty != 0 { coverage.follow(parents: parents) }
    length += 1
  }

  /// The token that a sample goes on with; `nil` where it ends.
  private mutating func nextToken(after path: Path, _ next: NextTokens) -> TokenChoice.Option? {
    let row = path.row - firstRow
    if length < start.prefixCount {
      let logProbability = next.queryLogProbabilities[firstQuery + row]
      return TokenChoice.Option(
        token: start.constraints.prefix[length],
        logProbability: logProbability.isNaN ? -.infinity : logProbability,
        seenAs: logProbability.orImpossible)
    }
    choice.removeAll()
    if sampling.topCount > 0 {
      let first = path.row * next.likeliestCount
      for place in first..<(first + next.likeliestCount) {
        offer(next.tokens[place], next.logProbabilities[place], row: row)
      }
    } else {
      let vocabularyCount = start.suppressed.mask.count
      for token in 0..<vocabularyCount where !start.suppressed.mask[token] {
        offer(
          Int32(token), next.everything[path.row * vocabularyCount + token], row: row)
      }
    }
    if length == start.lengths.upperBound { return nil }
    let number = CounterRandom.uniform(seed: sampling.seed, key, path.sample, length)
    let chosen = choice.draw(sampling, number)
    return chosen?.token == start.options.endOfSentence ? nil : chosen
  }

  private mutating func offer(_ token: Int32, _ logProbability: Float, row: Int) {
    guard logProbability > -.infinity else { return }
    if token == start.options.endOfSentence, !start.mayEnd(length: length) { return }
    var seenAs = Double(logProbability)
    if start.rules != nil {
      if restrictions.isForbidden(token, row: row) { return }
      seenAs = restrictions.penalized(seenAs, of: token, row: row)
    }
    choice.offer(
      TokenChoice.Option(token: token, logProbability: logProbability, seenAs: seenAs))
  }

  private mutating func finish(_ path: Path, _ next: NextTokens) {
    let end = next.endLogProbabilities[path.row]
    var score = start.score(path.merit + end.orImpossible, length: length)
    if start.options.scoring.coveragePenalty != 0 {
      score += coverage.penalty(of: path.row - firstRow, start.options.scoring)
    }
    let wouldEnd = choice.likeliest == start.options.endOfSentence
    let isTruncated =
      length == start.lengths.upperBound ? !wouldEnd : choice.isEmpty
    finished[path.sample] = Hypothesis(
      tokens: history.tokens(of: path.node),
      tokenLogProbabilities: history.logProbabilities(of: path.node) + [end],
      logProbability: path.logProbability + end.orImpossible, score: score,
      isTruncated: isTruncated, meetsConstraints: true)
  }
}
