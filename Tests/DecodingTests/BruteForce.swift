import Decoding

/// A sequence of tokens that was ended, and what it is worth.
struct RankedSequence {
  let tokens: [Int32]
  let logProbability: Double
  let score: Double
}

/// All sequences of a sentence up to a length, best first.
///
/// - Parameters:
///   - table: The sentence.
///   - maximumLength: The most tokens, the end of sentence aside.
///   - endOfSentence: The token that ends a sequence.
///   - lengthPenalty: The divisor of a log-probability, given the tokens and the end of sentence.
/// - Returns: The sequences by descending score.
func allSequences(
  of table: TableScorer.Table, maximumLength: Int, endOfSentence: Int32,
  lengthPenalty: (Int) -> Double
) -> [RankedSequence] {
  var result: [RankedSequence] = []
  var open: [(tokens: [Int32], logProbability: Double)] = [([], 0)]
  while let (tokens, logProbability) = open.popLast() {
    for (token, next) in table(tokens).enumerated() {
      let sum = logProbability + Double(next)
      if token == endOfSentence {
        result.append(
          RankedSequence(
            tokens: tokens, logProbability: sum, score: sum / lengthPenalty(tokens.count + 1)))
      } else if tokens.count < maximumLength {
        open.append((tokens + [Int32(token)], sum))
      }
    }
  }
  return result.sorted { $0.score > $1.score }
}
