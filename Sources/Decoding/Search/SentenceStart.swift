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

extension SentenceStart {
  /// The start of a sentence.
  ///
  /// - Parameters:
  ///   - sentence: What search knows of it.
  ///   - number: Counted from 0.
  ///   - suppressed: What no hypothesis may contain.
  init(_ sentence: SearchSentence, number: Int, suppressed: SuppressedTokens) {
    let (options, constraints) = (sentence.options, sentence.constraints)
    let vocabularyCount = suppressed.mask.count
    options.checkPreconditions(vocabularyCount: vocabularyCount)
    constraints.checkPreconditions(
      vocabularyCount: vocabularyCount, endOfSentence: options.endOfSentence)
    let prefixCount = constraints.prefix.count
    let limit = options.lengthLimit.maximumLength(sourceLength: sentence.sourceLength)
    let least = options.minimumLength.maximumLength(sourceLength: sentence.sourceLength)
    let maximum = max(limit, prefixCount)
    self.init(
      options: options, sentence: number,
      lengths: min(maximum, max(least, prefixCount))...maximum, constraints: constraints,
      rules: HistoryRules(options, constraints), suppressed: suppressed,
      divisors: (0...(maximum + 1)).map { options.lengthPenalty.divisor(length: max(1, $0)) })
  }
}

extension SearchOptions {
  /// What search knows of the sentences of a batch.
  func sentences(
    sourceLengths: [Int], constraints: [SentenceConstraints], keys: [UInt64] = []
  ) -> [SearchSentence] {
    precondition(
      constraints.isEmpty || constraints.count == sourceLengths.count,
      "The constraints of \(constraints.count) sentences for \(sourceLengths.count) sentences.")
    precondition(
      keys.isEmpty || keys.count == sourceLengths.count,
      "\(keys.count) keys for \(sourceLengths.count) sentences.")
    return sourceLengths.indices.map { place in
      SearchSentence(
        self, sourceLength: sourceLengths[place],
        constraints: constraints.isEmpty ? .none : constraints[place],
        key: keys.isEmpty ? 0 : keys[place])
    }
  }

  /// A step for these options without rows.
  ///
  /// - Parameters:
  ///   - vocabularyCount: The number of token ids.
  ///   - wantsEverything: Whether all log-probabilities are wanted.
  ///   - crowd: The number of sentences from which on rows take the time, and not calls.
  /// - Returns: The step.
  func emptyStep(
    vocabularyCount: Int, wantsEverything: Bool = false, crowd: Int = .max
  ) -> Step {
    let suppressed = SuppressedTokens(suppressedTokens, vocabularyCount: vocabularyCount)
    return Step(
      NextTokenRequest(
        endOfSentence: endOfSentence, suppressed: suppressed, wantsEverything: wantsEverything,
        wantsAttention: scoring.coveragePenalty != 0),
      crowd: crowd)
  }
}
