/// What may come next after each row of a step: a scorer's answers to a `NextTokenRequest`.
///
/// All numbers are natural logarithms of probabilities. Minus infinity and what is not a number
/// stand for the impossible: search follows neither.
package struct NextTokens: Sendable {
  /// The number K of likeliest tokens of each row that follow: the request's `likeliestCount`.
  package var likeliestCount = 0
  /// The likeliest tokens `[rows, K]`, best first; of equally likely ones the smaller id first.
  package var tokens: [Int32] = []
  /// Their log-probabilities `[rows, K]`.
  ///
  /// Where a row has fewer possible tokens than K, the rest is minus infinity, whatever the token.
  package var logProbabilities: [Float] = []
  /// The log-probability of the end of sentence after each row `[rows]`.
  package var endLogProbabilities: [Float] = []
  /// The answers to the request's `queries`, in their order.
  package var queryLogProbabilities: [Float] = []
  /// All log-probabilities `[rows, V]`, where they were wanted.
  package var everything: [Float] = []
  /// The attention of each row to its source, where it was wanted: rows of different lengths, one
  /// after the other.
  ///
  /// A row has one number for each token that the decoder attends to, the mean over the heads (of
  /// the last layer, unless the scorer says otherwise); they add up to 1.
  package var attention: [Float] = []
  /// Where the rows of `attention` begin, and the end of the last one `[rows + 1]`.
  package var attentionOffsets: [Int] = []

  /// No answers yet.
  package init() {}

  /// The attention of a row: its place in `attention`.
  ///
  /// - Parameter row: The row, counted from 0 in the step.
  /// - Returns: The place of its numbers.
  package func attentionRange(ofRow row: Int) -> Range<Int> {
    attentionOffsets[row]..<attentionOffsets[row + 1]
  }

  /// Stops the program where the answers don't fit the questions.
  func checkPreconditions(_ request: NextTokenRequest, rowCount: Int) {
    let valueCount = rowCount * request.likeliestCount
    precondition(
      likeliestCount == request.likeliestCount && tokens.count == valueCount
        && logProbabilities.count == valueCount,
      "\(tokens.count) tokens and \(logProbabilities.count) log-probabilities of them for "
        + "[\(rowCount), \(request.likeliestCount)].")
    precondition(
      endLogProbabilities.count == rowCount,
      "\(endLogProbabilities.count) log-probabilities of the end for \(rowCount) rows.")
    precondition(
      queryLogProbabilities.count == request.queries.count,
      "\(queryLogProbabilities.count) answers to \(request.queries.count) queries.")
    precondition(
      !request.wantsEverything || everything.count == rowCount * request.suppressed.mask.count,
      "\(everything.count) log-probabilities for [\(rowCount), \(request.suppressed.mask.count)].")
    precondition(
      !request.wantsAttention || attentionOffsets.count == rowCount + 1,
      "\(attentionOffsets.count) offsets of the attention of \(rowCount) rows.")
  }
}

extension Float {
  /// A log-probability, and minus infinity for what is not a number.
  var orImpossible: Double { isNaN ? -.infinity : Double(self) }
}
