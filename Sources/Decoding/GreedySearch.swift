/// Takes the most likely token at each step.
package struct GreedySearch: Sendable {
  private let options: SearchOptions

  /// A search in which beam size and hypothesis count play no part.
  ///
  /// - Parameter options: The end of sentence, the length limit and so on.
  package init(_ options: SearchOptions) {
    self.options = options
  }

  /// Decodes sentences, all of them together.
  ///
  /// - Parameters:
  ///   - sourceLengths: The number of tokens of each source, which limits the hypothesis' length.
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: One hypothesis for each sentence.
  package func hypotheses(
    sourceLengths: [Int], using scorer: inout some NextTokenScorer
  ) -> [Hypothesis] {
    var paths = options.starts(sourceLengths: sourceLengths, scorer: scorer).map(GreedyPath.init)
    scorer.finish(&paths)
    return paths.compactMap(\.hypothesis)
  }
}

/// The one hypothesis that greedy search follows for a sentence.
private struct GreedyPath: SentenceSearch {
  private let start: SentenceStart
  private var top: TopCandidates
  private(set) var rows: [DecoderRow]
  private var tokens: [Int32] = []
  private var logProbability = 0.0
  /// The result, once the search is over.
  private(set) var hypothesis: Hypothesis?

  init(_ start: SentenceStart) {
    self.start = start
    top = TopCandidates(capacity: 1, isSuppressed: start.isSuppressed)
    rows = [start.row]
  }

  mutating func advance(_ logProbabilities: Span<Float>, firstRow: Int) {
    let endOfSentence = start.options.endOfSentence
    top.select(from: logProbabilities, of: CollectionOfOne(logProbability))
    let best = top.candidates.first
    guard let best, best.token != endOfSentence, tokens.count < start.maximumLength else {
      end(
        with: logProbabilities[Int(endOfSentence)], isTruncated: best?.token != endOfSentence)
      return
    }
    tokens.append(best.token)
    logProbability = best.logProbability
    rows[0].parent = firstRow
    rows[0].token = best.token
  }

  private mutating func end(with endLogProbability: Float, isTruncated: Bool) {
    rows = []
    hypothesis = Hypothesis(
      tokens: tokens, logProbability: logProbability + endLogProbability.orImpossible,
      isTruncated: isTruncated, lengthPenalty: start.options.lengthPenalty)
  }
}

extension Float {
  /// A log-probability, and minus infinity for what is not a number.
  var orImpossible: Double { isNaN ? -.infinity : Double(self) }
}
