/// Follows the `beamSize` best hypotheses of each sentence, N, at once.
///
/// The rule is that of tensor2tensor, fairseq and CTranslate2. In each step, of a sentence:
///
/// 1. The best 2N continuations of all its live hypotheses are selected; should N of them end the
///    sentence, N others are still at hand.
/// 2. Those among the best N that end the sentence are finished.
/// 3. The best N that do not end it live on.
/// 4. The search is over when N hypotheses have finished, or earlier when no live one can beat the
///    finished ones that are wanted (`HypothesisScoring.bestPossibleScore`); `StoppingRule` has
///    other choices. At the limit all live hypotheses are ended by force.
///
/// With N = 1 this is greedy search, token for token and bit for bit.
///
/// Rules about what a hypothesis has already (`RepetitionOptions`, forbidden sequences) remove
/// continuations before step 1. Where a sentence requires phrases, the continuations take turns by
/// how many required tokens they have (`RequiredPhrases.allocate`), none is selected that could no
/// longer meet the constraints within the length limit, none may end before it meets them, and N is
/// at least one more than the required tokens.
///
/// Beside many other sentences, hypotheses that are far behind are extended only if they may count
/// (`Beam.Division`), which changes nothing that is found.
package struct BeamSearch: Sendable {
  private let options: SearchOptions
  private let crowd: Int

  /// A search with the given settings.
  ///
  /// - Parameters:
  ///   - options: The beam size and so on.
  ///   - crowd: The number of sentences, decoded at once, from which on rows take the time and not
  ///     calls.
  package init(_ options: SearchOptions, crowd: Int = 32) {
    self.options = options
    self.crowd = crowd
  }

  /// Decodes sentences, all of them together.
  ///
  /// - Parameters:
  ///   - sourceLengths: The number of tokens of each source, which limits the hypotheses' length.
  ///   - constraints: What each sentence's translation must and must not contain; empty where
  ///     nothing is asked of any.
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: For each sentence its hypotheses, best first: as many as `hypothesisCount` says, or
  ///   all where there are fewer, and never none.
  package func hypotheses(
    sourceLengths: [Int], constraints: [SentenceConstraints] = [],
    using scorer: inout some NextTokenScorer
  ) -> [[Hypothesis]] {
    let batch = WholeBatch(
      options.sentences(sourceLengths: sourceLengths, constraints: constraints), scorer)
    defer { scorer = batch.scorer }
    decode(batch)
    return batch.hypotheses
  }

  /// Decodes sentences that come while others are being decoded.
  ///
  /// - Parameter session: Gives the sentences and takes their hypotheses: of each as many as
  ///   `hypothesisCount` says, or all where there are fewer, and never none.
  package func decode(_ session: some SearchSession) {
    let step = options.emptyStep(vocabularyCount: session.vocabularyCount, crowd: crowd)
    if options.diversity.groupCount > 1 {
      session.run(step) { start, _ in DiverseBeam(start) }
    } else {
      session.run(step) { start, _ in Beam(start) }
    }
  }
}
