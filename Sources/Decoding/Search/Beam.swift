/// The hypotheses that beam search follows for one sentence.
struct Beam: HypothesisSearch {
  let start: SentenceStart
  /// The most hypotheses that are followed.
  let width: Int
  /// What recognises the required phrases; `nil` where there are none.
  let phrases: RequiredPhrases?
  /// How far the live hypotheses are discouraged from following others; `nil` where they are not.
  var discouragement: Discouragement?

  var history = TokenHistory()
  /// The number of tokens of the live hypotheses.
  private(set) var length = 0
  /// The live hypotheses, best first.
  var live: [LiveHypothesis]
  /// The continuations of a step, best first, and memory for the next live hypotheses.
  var candidates: [Candidate] = []
  var heads: [MergeHead] = []
  private var followed: [LiveHypothesis] = []
  private var finished: FinishedHypotheses
  private var coverage = Coverage()

  /// The live hypotheses that the scorer's call extends: all, unless the step is divided.
  var asked = 0..<0
  /// The places of the first row and of the first query in the scorer's call.
  private(set) var firstRow = 0
  private(set) var firstQuery = 0
  var division = Division()
  // What the rules and the phrases say about the rows of a step.
  var restrictions = RowRestrictions()
  var advancing = TokenLists()
  var scratch: [Int32] = []

  /// A beam for a sentence.
  ///
  /// - Parameters:
  ///   - start: What it begins with.
  ///   - keptCount: The finished hypotheses that are kept; `nil` for those that are wanted.
  init(_ start: SentenceStart, keptCount: Int? = nil) {
    self.start = start
    phrases = RequiredPhrases(start)
    // Each number of required tokens that a hypothesis may have finds a place.
    width = max(start.options.beamSize, (phrases?.tokenCount ?? 0) + 1)
    let wantedCount = start.options.hypothesisCount
    finished = FinishedHypotheses(
      wantedCount: wantedCount, capacity: keptCount ?? wantedCount)
    live = [LiveHypothesis(row: Int32(start.sentence), token: start.options.beginOfSentence)]
  }

  var sentence: Int { start.sentence }
  var isOver: Bool { live.isEmpty }

  var hypotheses: [Hypothesis] { finished.hypotheses(history) }

  /// Whether more than the likeliest tokens of each hypothesis counts.
  var isPlain: Bool { start.rules == nil && phrases == nil && discouragement == nil }

  mutating func ask(_ step: inout Step) {
    let asked = nextAsked(isCrowded: step.isCrowded)
    keepRows(beside: asked, &step)
    let firstRow = step.rows.count
    for hypothesis in live[asked] {
      step.rows.append(
        DecoderRow(
          sentence: start.sentence, parent: Int(hypothesis.row), token: hypothesis.token))
    }
    askAboutRows(firstRow: firstRow, of: asked, &step)
  }

  /// Asks about live hypotheses, whose rows are in the step already.
  ///
  /// The best N continuations that do not end the sentence are among the N + 1 likeliest tokens of
  /// each hypothesis, of which one may be the end.
  ///
  /// - Parameters:
  ///   - firstRow: Where the rows begin.
  ///   - asked: The hypotheses.
  ///   - step: Gets the questions.
  mutating func askAboutRows(firstRow: Int, of asked: Range<Int>, _ step: inout Step) {
    self.asked = asked
    self.firstRow = firstRow
    firstQuery = step.request.queries.count
    if length < start.prefixCount {
      let token = start.constraints.prefix[length]
      step.request.queries.append(TokenQuery(row: firstRow, token: token))
    } else {
      let uselessCount = isPlain ? 0 : restrictRows(&step)
      step.askForLikeliest(width + 1 + uselessCount)
    }
  }

  mutating func advance(_ next: NextTokens) {
    guard asked == live.indices else { return advanceDivided(next) }
    if start.options.scoring.coveragePenalty != 0 {
      coverage.add(next, rows: firstRow..<(firstRow + live.count))
    }
    if length < start.prefixCount {
      takePrefixToken(next)
      return
    }
    if isPlain { mergeLikeliest(next, firstRow: firstRow) } else { selectByRules(next) }
    followCandidates(next, firstRow: firstRow)
  }

  /// Ends the step, once its candidates have been selected.
  ///
  /// - Parameters:
  ///   - next: The answers about all live hypotheses.
  ///   - firstRow: Where these begin.
  mutating func followCandidates(_ next: NextTokens, firstRow: Int) {
    if length == start.lengths.upperBound || candidates.isEmpty {
      finishByForce(next, firstRow: firstRow)
      return
    }
    finishEnded()
    follow()
    if isDecided { live.removeAll() }
  }

  private mutating func takePrefixToken(_ next: NextTokens) {
    let logProbability = next.queryLogProbabilities[firstQuery]
    candidates.removeAll(keepingCapacity: true)
    candidates.append(
      Candidate(
        live[0], parent: 0, token: start.constraints.prefix[length],
        logProbability: logProbability.isNaN ? -.infinity : logProbability))
    follow()
  }

  /// Finishes the candidates that end the sentence, as far as they are among the best N.
  private mutating func finishEnded() {
    for candidate in candidates.prefix(width) where ends(candidate) {
      finish(candidate, isTruncated: false)
    }
  }

  /// Makes the best N candidates that do not end the sentence the live hypotheses.
  private mutating func follow() {
    followed.removeAll(keepingCapacity: true)
    for candidate in candidates where !ends(candidate) {
      if followed.count == width { break }
      followed.append(successor(candidate))
    }
    if start.options.scoring.coveragePenalty != 0 {
      coverage.follow(parents: followed.map { Int($0.row) - firstRow })
    }
    swap(&live, &followed)
    asked = 0..<0
    length += 1
  }

  private mutating func successor(_ candidate: Candidate) -> LiveHypothesis {
    let parent = live[Int(candidate.parent)]
    var child = parent
    child.node = history.append(candidate.token, candidate.logProbability, to: parent.node)
    child.row = Int32(row(of: Int(candidate.parent)))
    child.token = candidate.token
    child.merit = candidate.merit
    child.logProbability = parent.logProbability + Double(candidate.logProbability)
    if let phrases {
      child.progress = phrases.automaton.progress(after: parent.progress, candidate.token)
    }
    return child
  }

  /// Ends all live hypotheses, as likely or unlikely as the end of sentence is after each.
  private mutating func finishByForce(_ next: NextTokens, firstRow: Int) {
    for row in live.indices {
      let end = Candidate(
        live[row], parent: Int32(row), token: start.options.endOfSentence,
        logProbability: next.endLogProbabilities[firstRow + row])
      let likeliest = likeliestToken(next, firstRow: firstRow, row: row)
      finish(end, isTruncated: likeliest != start.options.endOfSentence)
    }
    live.removeAll()
  }

  private mutating func finish(_ end: Candidate, isTruncated: Bool) {
    let hypothesis = live[Int(end.parent)]
    var score = start.score(end.merit, length: length)
    if start.options.scoring.coveragePenalty != 0 {
      score += coverage.penalty(of: Int(end.parent), start.options.scoring)
    }
    finished.insert(
      FinishedHypotheses.Entry(
        node: hypothesis.node,
        logProbability: hypothesis.logProbability + end.logProbability.orImpossible,
        endLogProbability: end.logProbability, score: score, isTruncated: isTruncated,
        meetsConstraints: phrases?.areMet(hypothesis.progress) ?? true))
  }

  func ends(_ candidate: Candidate) -> Bool {
    candidate.token == start.options.endOfSentence
  }

  /// Whether the stopping rule ends the search, or nothing that may still come can change the
  /// hypotheses wanted.
  private var isDecided: Bool {
    let options = start.options
    let limit = options.stopping.finishedCount(
      beamSize: width, wantedCount: options.hypothesisCount)
    if finished.count >= limit { return true }
    guard let scoreToBeat = finished.scoreToBeat else { return false }
    var best = -Double.infinity
    for hypothesis in live { best = max(best, hypothesis.merit) }
    let bound = options.scoring.bestPossibleScore(
      best, lengths: (length + 1)...(start.lengths.upperBound + 1), divisors: start.divisors)
    return scoreToBeat >= bound
  }
}

/// A hypothesis that is followed.
struct LiveHypothesis {
  /// Its last token's node in the history.
  var node = TokenHistory.root
  /// The row of the scorer's last call that it goes on from.
  var row: Int32
  /// Its last token.
  var token: Int32
  /// The sum that it is compared by: the log-probability, less what it was punished with.
  var merit = 0.0
  var logProbability = 0.0
  /// What it has of the required phrases.
  var progress = PhraseAutomaton.Progress()

  init(row: Int32, token: Int32) {
    self.row = row
    self.token = token
  }
}

/// A hypothesis and a token that may continue it.
struct Candidate {
  /// The hypothesis' place among its sentence's.
  let parent: Int32
  let token: Int32
  /// The token's log-probability.
  let logProbability: Float
  /// The required tokens that the hypothesis has with the token.
  var requiredCount: Int32 = 0
  /// The sum that the hypothesis has with the token.
  var merit: Double
  /// What the candidates of this step are compared by.
  var rank: Double

  /// A token that follows a hypothesis.
  ///
  /// Sums are in double precision: in single precision, tokens that differ may become equal when a
  /// long hypothesis' log-probability is added, and a beam of one would part from greedy search.
  init(_ hypothesis: LiveHypothesis, parent: Int32, token: Int32, logProbability: Float) {
    self.parent = parent
    self.token = token
    self.logProbability = logProbability
    merit = hypothesis.merit + logProbability.orImpossible
    rank = merit
  }
}
