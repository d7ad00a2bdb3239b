extension Beam {
  /// Finds out what the rules and the phrases say about the live hypotheses, and asks how likely
  /// the tokens are that advance a phrase.
  ///
  /// - Parameter step: The step that has the hypotheses' rows.
  /// - Returns: How many of the likeliest tokens of a row may be of no use.
  mutating func restrictRows(_ step: inout Step) -> Int {
    restrictions.removeAll()
    advancing.removeAll()
    for row in live.indices {
      if let rules = start.rules {
        history.copyTokens(of: live[row].node, to: &scratch)
        restrictions.addRow(after: scratch, rules)
      }
      guard let phrases else { continue }
      let progress = live[row].progress
      advancing.addRow { phrases.automaton.collectAdvancing(progress, into: &$0) }
      for place in advancing.range(ofRow: row) {
        step.request.queries.append(TokenQuery(row: firstRow + row, token: advancing[place]))
      }
    }
    return restrictions.largestCount + advancing.largestCount + (discouragement?.tokenLimit ?? 0)
  }

  /// Selects the continuations that the rules allow.
  ///
  /// In order, best first, those that end the sentence among them; with required phrases in the
  /// order of dynamic beam allocation.
  mutating func selectByRules(_ next: NextTokens) {
    candidates.removeAll(keepingCapacity: true)
    var query = firstQuery
    for row in live.indices {
      enterLikeliest(next, row: row)
      for place in advancing.range(ofRow: row) {
        enterAdvancing(advancing[place], next.queryLogProbabilities[query], row: row)
        query += 1
      }
    }
    candidates.sort { $0.isBetter(than: $1) }
    if let phrases { phrases.allocate(&candidates) }
  }

  /// Enters the likeliest tokens of a hypothesis.
  ///
  /// Once N have been entered that do not end the sentence and are neither repeated nor
  /// discouraged, all that follow are worse than they, in the same bank: they would not be followed.
  private mutating func enterLikeliest(_ next: NextTokens, row: Int) {
    let first = (firstRow + row) * next.likeliestCount
    var unimpairedCount = 0
    for place in first..<(first + next.likeliestCount)
    where next.logProbabilities[place] > -.infinity {
      if enter(next.tokens[place], next.logProbabilities[place], row: row) {
        unimpairedCount += 1
        if unimpairedCount == width { return }
      }
    }
  }

  /// Enters a token that advances no phrase, if it is allowed.
  ///
  /// - Returns: Whether it is, goes on with the sentence and loses nothing by the rules.
  private mutating func enter(_ token: Int32, _ logProbability: Float, row: Int) -> Bool {
    if isForbidden(token, row: row) || advancing.contains(token, row: row) { return false }
    if token == start.options.endOfSentence {
      if let phrases, !phrases.areMet(live[row].progress) { return false }
      append(token, logProbability, row: row, requiredCount: phrases?.tokenCount ?? 0)
      return false
    }
    guard let phrases else { return append(token, logProbability, row: row, requiredCount: 0) }
    let after = phrases.automaton.progress(after: live[row].progress, token)
    let remainingCount = phrases.automaton.remainingCount(after)
    guard phrases.leavesRoom(remainingCount, length: length + 1) else { return false }
    return append(
      token, logProbability, row: row, requiredCount: phrases.tokenCount - remainingCount)
  }

  /// Enters a token that may advance a phrase.
  ///
  /// If it does, it may be impossible, suppressed or repeated: a hypothesis must not be lost that
  /// could have met its constraints.
  private mutating func enterAdvancing(_ token: Int32, _ logProbability: Float, row: Int) {
    guard let phrases else { return }
    let before = phrases.automaton.remainingCount(live[row].progress)
    let after = phrases.automaton.progress(after: live[row].progress, token)
    let remainingCount = phrases.automaton.remainingCount(after)
    guard phrases.leavesRoom(remainingCount, length: length + 1) else { return }
    if remainingCount < before {
      if let rules = start.rules {
        history.copyTokens(of: live[row].node, to: &scratch)
        if rules.isForbidden(token, after: scratch) { return }
      }
    } else {
      guard logProbability > -.infinity, !start.suppressed.mask[Int(token)],
        !isForbidden(token, row: row)
      else { return }
    }
    append(
      token, logProbability.isNaN ? -.infinity : logProbability, row: row,
      requiredCount: phrases.tokenCount - remainingCount)
  }

  private func isForbidden(_ token: Int32, row: Int) -> Bool {
    if token == start.options.endOfSentence, !start.mayEnd(length: length) { return true }
    return start.rules != nil && restrictions.isForbidden(token, row: row)
  }

  /// Adds a candidate.
  ///
  /// - Returns: Whether it loses nothing by the rules.
  @discardableResult
  private mutating func append(
    _ token: Int32, _ logProbability: Float, row: Int, requiredCount: Int
  ) -> Bool {
    var candidate = Candidate(
      live[row], parent: Int32(row), token: token, logProbability: logProbability)
    if start.rules != nil {
      candidate.merit =
        live[row].merit
        + restrictions.penalized(logProbability.orImpossible, of: token, row: row)
    }
    let unimpaired = live[row].merit + logProbability.orImpossible
    candidate.rank = candidate.merit - (discouragement?.cost(of: token) ?? 0)
    candidate.requiredCount = Int32(requiredCount)
    candidates.append(candidate)
    return candidate.rank == unimpaired
  }

  /// The likeliest token that the rules allow after a hypothesis, the end of sentence included.
  func likeliestToken(_ next: NextTokens, firstRow: Int, row: Int) -> Int32? {
    let first = (firstRow + row) * next.likeliestCount
    var best: (token: Int32, seenAs: Double)?
    for place in first..<(first + next.likeliestCount)
    where next.logProbabilities[place] > -.infinity && !isForbidden(next.tokens[place], row: row) {
      let (token, logProbability) = (next.tokens[place], Double(next.logProbabilities[place]))
      if start.rules == nil { return token }
      let seenAs = restrictions.penalized(logProbability, of: token, row: row)
      if let best, (best.seenAs, token) >= (seenAs, best.token) { continue }
      best = (token, seenAs)
    }
    return best?.token
  }
}

extension Candidate {
  /// The order of candidates: that of the merged lists.
  fileprivate func isBetter(than other: Candidate) -> Bool {
    if rank != other.rank { return rank > other.rank }
    if parent != other.parent { return parent < other.parent }
    return token < other.token
  }
}
