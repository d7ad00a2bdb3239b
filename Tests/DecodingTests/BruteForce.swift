import Decoding
import Foundation

/// A sequence of tokens that was ended, and what it is worth.
struct RankedSequence {
  let tokens: [Int32]
  let logProbability: Double
  let score: Double
}

/// All sequences of a sentence that the options allow, best first.
///
/// - Parameters:
///   - table: The sentence.
///   - options: The settings, of which the limits have to be fixed ones.
///   - constraints: The sentence's.
///   - attention: The sentence's attention, where coverage counts.
/// - Returns: The sequences by descending score.
func allSequences(
  of table: TableScorer.Table, _ options: SearchOptions,
  _ constraints: SentenceConstraints = .none, attention: TableScorer.Table? = nil
) -> [RankedSequence] {
  let rules = NaiveRules(options, constraints)
  var result: [RankedSequence] = []
  var open: [(tokens: [Int32], logProbability: Double, merit: Double)] = [([], 0, 0)]
  while let (tokens, logProbability, merit) = open.popLast() {
    for (token, next) in table(tokens).enumerated() {
      let token = Int32(token)
      guard rules.allows(token, after: tokens) else { continue }
      let sum = logProbability + Double(next)
      let seen = merit + rules.seen(next, of: token, after: tokens)
      if token != options.endOfSentence {
        if tokens.count < rules.maximumLength { open.append((tokens + [token], sum, seen)) }
      } else if rules.isMet(tokens) {
        let score = naiveScore(tokens, merit: seen, options, attention: attention)
        result.append(RankedSequence(tokens: tokens, logProbability: sum, score: score))
      }
    }
  }
  return result.sorted { $0.score > $1.score }
}

/// (merit + reward · n) / lp(n) + β · Σᵢ log(min(Σⱼ pᵢⱼ, 1)).
func naiveScore(
  _ tokens: [Int32], merit: Double, _ options: SearchOptions, attention: TableScorer.Table?
) -> Double {
  let length = tokens.count + 1
  let reward = options.scoring.lengthReward * Double(length)
  let score = (merit + reward) / options.lengthPenalty.divisor(length: length)
  guard let attention else { return score }
  let rows = (0...tokens.count).map { attention(Array(tokens.prefix($0))) }
  let logs = rows[0].indices.map { source in
    log(min(rows.reduce(0) { $0 + Double($1[source]) }, 1))
  }
  return score + options.scoring.coveragePenalty * logs.reduce(0, +)
}
