/// What the search for one sentence begins with.
struct SentenceStart {
  let options: SearchOptions
  /// The empty hypothesis.
  let row: DecoderRow
  /// The most tokens of a hypothesis, the end of sentence aside.
  let maximumLength: Int
  /// For each token of the vocabulary, whether no hypothesis may contain it.
  let isSuppressed: [Bool]
}

extension SearchOptions {
  /// The starts of a scorer's sentences.
  func starts(sourceLengths: [Int], scorer: some NextTokenScorer) -> [SentenceStart] {
    precondition(
      sourceLengths.count == scorer.sentenceCount,
      "\(sourceLengths.count) source lengths for \(scorer.sentenceCount) sentences.")
    checkPreconditions(vocabularyCount: scorer.vocabularyCount)
    let isSuppressed = (0..<scorer.vocabularyCount).map { suppressedTokens.contains(Int32($0)) }
    return sourceLengths.enumerated().map { sentence, sourceLength in
      SentenceStart(
        options: self,
        row: DecoderRow(sentence: sentence, parent: sentence, token: beginOfSentence),
        maximumLength: lengthLimit.maximumLength(sourceLength: sourceLength),
        isSuppressed: isSuppressed)
    }
  }
}
