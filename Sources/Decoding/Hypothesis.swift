/// A translation that search found.
package struct Hypothesis: Sendable, Equatable {
  /// The tokens without begin and end of sentence.
  package let tokens: [Int32]
  /// The natural logarithm of the hypothesis' probability, the end of sentence included.
  package let logProbability: Double
  /// The log-probability divided by the length penalty: what hypotheses are ranked by.
  package let score: Double
  /// Whether the hypothesis was ended by force.
  ///
  /// So it is where the length limit was reached and the most likely next token was not the end of
  /// sentence. It is scored with the end's log-probability nevertheless.
  package let isTruncated: Bool

  init(
    tokens: [Int32], logProbability: Double, isTruncated: Bool, lengthPenalty: LengthPenalty
  ) {
    self.tokens = tokens
    self.logProbability = logProbability
    self.isTruncated = isTruncated
    score = logProbability / lengthPenalty.divisor(length: tokens.count + 1)
  }
}
