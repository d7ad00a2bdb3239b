/// Follows the `beamSize` best hypotheses of each sentence, N, at once.
///
/// The rule is that of tensor2tensor, fairseq and CTranslate2. In each step, of a sentence:
///
/// 1. The best 2N continuations of all its live hypotheses are selected; should N of them end the
///    sentence, N others are still at hand.
/// 2. Those among the best N that end the sentence are finished.
/// 3. The best N that do not end it live on.
/// 4. The search is over when N hypotheses have finished, or earlier when no live one can beat the
///    finished ones that are wanted: a log-probability only falls, and it is divided by no more
///    than the length penalty at the limit. At the limit all live hypotheses are ended by force.
///
/// With N = 1 this is greedy search, token for token and bit for bit.
package struct BeamSearch: Sendable {
  private let options: SearchOptions

  /// A search with the given settings.
  ///
  /// - Parameter options: The beam size and so on.
  package init(_ options: SearchOptions) {
    self.options = options
  }

  /// Decodes sentences, all of them together.
  ///
  /// - Parameters:
  ///   - sourceLengths: The number of tokens of each source, which limits the hypotheses' length.
  ///   - scorer: The network at the begin of the sentences.
  /// - Returns: For each sentence its hypotheses, best first: as many as `hypothesisCount` says, or
  ///   all where there are fewer, and never none.
  package func hypotheses(
    sourceLengths: [Int], using scorer: inout some NextTokenScorer
  ) -> [[Hypothesis]] {
    var beams = options.starts(sourceLengths: sourceLengths, scorer: scorer).map(Beam.init)
    scorer.finish(&beams)
    return beams.map(\.best)
  }
}
