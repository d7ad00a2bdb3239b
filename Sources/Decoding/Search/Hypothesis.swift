/// A translation that search found.
package struct Hypothesis: Sendable, Equatable {
  /// The tokens without begin and end of sentence.
  package let tokens: [Int32]
  /// The log-probability of each token and, last, of the end of sentence `[tokens + 1]`.
  package let tokenLogProbabilities: [Float]
  /// The natural logarithm of the hypothesis' probability, the end of sentence included.
  ///
  /// It is the network's: temperature, repetition penalty and diversity have no part in it.
  package let logProbability: Double
  /// What hypotheses are ranked by (`HypothesisScoring`).
  package let score: Double
  /// Whether the hypothesis was ended by force.
  ///
  /// So it is where the length limit was reached and the most likely next token was not the end of
  /// sentence. It is scored with the end's log-probability nevertheless.
  package let isTruncated: Bool
  /// Whether all sequences that the sentence requires are in the hypothesis.
  ///
  /// It is false only where the length limit leaves no room for them, or where they contain a
  /// sequence that is forbidden.
  package let meetsConstraints: Bool
}
