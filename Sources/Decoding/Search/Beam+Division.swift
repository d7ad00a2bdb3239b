extension Beam {
  /// A step in two calls of the scorer: the first extends the best live hypotheses, the second those
  /// of the others that may count.
  ///
  /// A continuation is no likelier than what it continues. Where the best hypotheses have N
  /// continuations that go on and are as likely as another hypothesis is by itself, none of this one's
  /// is selected, and the network is not asked about it. So the selection is that of all hypotheses,
  /// to the bit, with fewer rows: of captions one in twenty is saved, of news one in forty.
  ///
  /// A sentence takes more calls then, which only pays beside many others.
  struct Division {
    /// The difference of logarithms to the best from which on hypotheses wait.
    ///
    /// A smaller one saves as many rows in more calls, a larger one fewer.
    static let distance = 2.5
    /// More than a log-probability exceeds 0 by rounding.
    static let rounding = 1e-5

    /// The answers about the hypotheses of both calls, in their order.
    fileprivate var answers = NextTokens()
    /// The place of the first kept row among those of the call, and then among all rows.
    fileprivate var firstKept = 0
  }

  /// The hypotheses of the next call: the first ones, or, in a step's second call, the others.
  func nextAsked(isCrowded: Bool) -> Range<Int> {
    if !asked.isEmpty { return asked.upperBound..<live.count }
    guard isCrowded, mayDivide else { return live.indices }
    // Where all are impossible, the difference is not a number, and none waits.
    return 0..<(live.firstIndex { live[0].merit - $0.merit > Division.distance } ?? live.count)
  }

  /// Whether hypotheses are compared by their own log-probabilities alone, and not all end now.
  private var mayDivide: Bool {
    isPlain && start.options.scoring.coveragePenalty == 0
      && start.options.diversity.groupCount == 1 && length < start.lengths.upperBound
  }

  /// Keeps what hypotheses that a call does not extend go on from: in a first call those that wait,
  /// in a second one those that have been extended.
  mutating func keepRows(beside next: Range<Int>, _ step: inout Step) {
    division.firstKept = step.kept.count
    for place in 0..<asked.count { step.kept.append(firstRow + place) }
    for hypothesis in live[next.upperBound...] { step.kept.append(Int(hypothesis.row)) }
  }

  /// Takes the answers of a call that did not extend all live hypotheses.
  mutating func advanceDivided(_ next: NextTokens) {
    // Kept rows stand behind those of all sentences.
    division.firstKept += next.endLogProbabilities.count
    let isFirst = asked.lowerBound == 0
    if isFirst { division.answers.removeAll(likeliestCount: min(width + 1, next.likeliestCount)) }
    division.answers.append(next, rows: firstRow..<firstRow + asked.count)
    mergeLikeliest(division.answers, firstRow: 0)
    if isFirst, leaveContenders() { return }
    followCandidates(division.answers, firstRow: 0)
  }

  /// Drops the hypotheses that wait and whose continuations do not count.
  ///
  /// - Returns: Whether others have to be asked about.
  private mutating func leaveContenders() -> Bool {
    let waiting = asked.upperBound..<live.count
    let contenderCount = live[waiting].prefix(while: isContender).count
    live.removeLast(waiting.count - contenderCount)
    for place in 0..<contenderCount {
      live[asked.upperBound + place].row = Int32(division.firstKept + place)
    }
    return contenderCount > 0
  }

  /// Whether continuations of a hypothesis may be likelier than the last candidate, if there are
  /// enough of them.
  private func isContender(_ hypothesis: LiveHypothesis) -> Bool {
    guard candidates.count(where: { !ends($0) }) == width, let last = candidates.last else {
      return true
    }
    return hypothesis.merit + Division.rounding > last.merit
  }

  /// The row of the last call in which a live hypothesis was extended, or kept since.
  func row(of hypothesis: Int) -> Int {
    hypothesis < asked.lowerBound
      ? division.firstKept + hypothesis : firstRow + hypothesis - asked.lowerBound
  }
}

extension NextTokens {
  /// Forgets all answers, to take others of so many likeliest tokens.
  fileprivate mutating func removeAll(likeliestCount: Int) {
    self.likeliestCount = likeliestCount
    tokens.removeAll(keepingCapacity: true)
    logProbabilities.removeAll(keepingCapacity: true)
    endLogProbabilities.removeAll(keepingCapacity: true)
  }

  /// Takes the answers about some rows, which have as many likeliest tokens or more.
  fileprivate mutating func append(_ other: NextTokens, rows: Range<Int>) {
    for row in rows {
      let first = row * other.likeliestCount
      tokens += other.tokens[first..<first + likeliestCount]
      logProbabilities += other.logProbabilities[first..<first + likeliestCount]
    }
    endLogProbabilities += other.endLogProbabilities[rows]
  }
}
