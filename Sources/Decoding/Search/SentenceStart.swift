/// What the search for one sentence begins with.
struct SentenceStart {
  var options: SearchOptions
  /// The sentence, counted from 0.
  let sentence: Int
  /// The fewest and the most tokens of a hypothesis, the end of sentence aside.
  let lengths: ClosedRange<Int>
  let constraints: SentenceConstraints
  /// What follows from the tokens of a hypothesis; `nil` if nothing does.
  let rules: HistoryRules?
  let suppressed: SuppressedTokens
  /// The length penalties by length, the end of sentence included.
  let divisors: [Double]

  /// Where the first token stands that search is free to choose.
  var prefixCount: Int { constraints.prefix.count }

  /// Whether a hypothesis of some tokens may end.
  func mayEnd(length: Int) -> Bool { length >= lengths.lowerBound }

  /// The score of a hypothesis, coverage aside.
  ///
  /// - Parameters:
  ///   - logProbability: Its log-probability, the end of sentence included.
  ///   - length: Its tokens, the end of sentence aside.
  /// - Returns: The score.
  func score(_ logProbability: Double, length: Int) -> Double {
    options.scoring.score(logProbability, length: length + 1, divisor: divisors[length + 1])
  }
}

extension SearchOptions {
  /// The starts of a scorer's sentences.
  func starts(
    sourceLengths: [Int], constraints: [SentenceConstraints], scorer: some NextTokenScorer
  ) -> [SentenceStart] {
    let (sentenceCount, vocabularyCount) = (scorer.sentenceCount, scorer.vocabularyCount)
    precondition(
      sourceLengths.count == sentenceCount,
      "\(sourceLengths.count) source lengths for \(sentenceCount) sentences.")
    precondition(
      constraints.isEmpty || constraints.count == sentenceCount,
      "The constraints of \(constraints.count) sentences for \(sentenceCount) sentences.")
    checkPreconditions(vocabularyCount: vocabularyCount)
    let suppressed = SuppressedTokens(suppressedTokens, vocabularyCount: vocabularyCount)
    let bounds = sourceLengths.indices.map { sentence in
      let prefixCount = constraints.isEmpty ? 0 : constraints[sentence].prefix.count
      let limit = lengthLimit.maximumLength(sourceLength: sourceLengths[sentence])
      let least = minimumLength.maximumLength(sourceLength: sourceLengths[sentence])
      let maximum = max(limit, prefixCount)
      return min(maximum, max(least, prefixCount))...maximum
    }
    let longest = bounds.map(\.upperBound).max() ?? 0
    let divisors = (0...(longest + 1)).map { lengthPenalty.divisor(length: max(1, $0)) }
    return bounds.enumerated().map { sentence, lengths in
      let own = constraints.isEmpty ? SentenceConstraints.none : constraints[sentence]
      own.checkPreconditions(vocabularyCount: vocabularyCount, endOfSentence: endOfSentence)
      return SentenceStart(
        options: self, sentence: sentence, lengths: lengths, constraints: own,
        rules: HistoryRules(self, own), suppressed: suppressed, divisors: divisors)
    }
  }

  /// A step for these options without rows.
  func emptyStep(_ scorer: some NextTokenScorer, wantsEverything: Bool = false) -> Step {
    let suppressed = SuppressedTokens(
      suppressedTokens, vocabularyCount: scorer.vocabularyCount)
    return Step(
      NextTokenRequest(
        endOfSentence: endOfSentence, suppressed: suppressed, wantsEverything: wantsEverything,
        wantsAttention: scoring.coveragePenalty != 0))
  }
}
