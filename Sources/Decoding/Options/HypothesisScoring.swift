import Foundation

/// How finished hypotheses are compared: by (log P + reward · n) / lp(n) + cp.
///
/// n counts the tokens and the end of sentence, lp is the length penalty and cp the coverage
/// penalty. Hypotheses that are still followed are compared by log P alone: they have the same
/// length, and coverage judges whole translations.
package struct HypothesisScoring: Sendable, Equatable {
  /// What log-probabilities are divided by, lp.
  package var lengthPenalty: LengthPenalty
  /// What a hypothesis gains with each token; less than 0 where short ones are preferred.
  ///
  /// Marian's `--word-penalty` with the sign changed.
  package var lengthReward: Double
  /// The coverage penalty's weight, β (Wu et al., 2016, equation 14): cp is
  /// β · Σᵢ log(min(Σⱼ pᵢⱼ, 1)), where pᵢⱼ is the attention of the j-th target token to the i-th
  /// source token.
  ///
  /// It needs a scorer that gives its attention. It is applied to finished hypotheses only, as by
  /// CTranslate2 and OpenNMT-py (without stepwise penalty).
  package var coveragePenalty: Double

  package init(
    lengthPenalty: LengthPenalty, lengthReward: Double = 0, coveragePenalty: Double = 0
  ) {
    self.lengthPenalty = lengthPenalty
    self.lengthReward = lengthReward
    self.coveragePenalty = coveragePenalty
  }

  /// A hypothesis' score without the coverage penalty.
  ///
  /// - Parameters:
  ///   - logProbability: Its log-probability, the end of sentence included.
  ///   - length: Its tokens and the end of sentence, n.
  ///   - divisor: The length penalty for that length.
  /// - Returns: The score.
  func score(_ logProbability: Double, length: Int, divisor: Double) -> Double {
    guard lengthReward != 0 else { return logProbability / divisor }
    return (logProbability + lengthReward * Double(length)) / divisor
  }

  /// A number that no continuation of a hypothesis exceeds with its score.
  ///
  /// Proof. A token's log-probability is at most 0 (and a repetition penalty from 1 on makes it no
  /// larger), so that log P never rises, and a continuation that ends with n tokens, the end of
  /// sentence included, has at most (log P + reward · n) / lp(n) + cp. A sum over logarithms of
  /// numbers up to 1 is at most 0, and so is cp where β is at least 0. That leaves
  /// (log P + reward · n) / lp(n):
  /// - Without a reward the numerator is at most 0, and lp grows with n where alpha is at least 0
  ///   (both `gnmt` and `power`; `none` stays 1): the longest hypothesis bounds all.
  /// - With a reward the quotient need not be monotonic, and all lengths left are tried.
  ///
  /// With a negative alpha lp would fall below 1 and a negative β would reward what is not covered;
  /// both are refused.
  ///
  /// - Parameters:
  ///   - logProbability: That of the live hypothesis.
  ///   - lengths: The numbers of tokens, end of sentence included, that it may end with.
  ///   - divisors: The length penalties by n.
  /// - Returns: The bound.
  func bestPossibleScore(
    _ logProbability: Double, lengths: ClosedRange<Int>, divisors: [Double]
  ) -> Double {
    guard lengthReward != 0 else { return logProbability / divisors[lengths.upperBound] }
    var best = -Double.infinity
    for length in lengths {
      best = max(best, score(logProbability, length: length, divisor: divisors[length]))
    }
    return best
  }

  /// The coverage penalty, β · Σᵢ log(min(Σⱼ pᵢⱼ, 1)).
  ///
  /// - Parameter coverage: Σⱼ pᵢⱼ for each source token.
  /// - Returns: At most 0; minus infinity where a token has no attention at all.
  func coveragePenalty(_ coverage: Span<Float>) -> Double {
    var sum = 0.0
    for index in coverage.indices { sum += log(min(Double(coverage[index]), 1)) }
    return coveragePenalty * sum
  }

  func checkPreconditions() {
    precondition(
      lengthPenalty.alpha >= 0 && lengthPenalty.alpha.isFinite,
      "The length penalty is \(lengthPenalty), wanted an exponent from 0 on.")
    precondition(lengthReward.isFinite, "The length reward is \(lengthReward), wanted a number.")
    precondition(
      coveragePenalty >= 0 && coveragePenalty.isFinite,
      "The coverage penalty is \(coveragePenalty), wanted a number from 0 on.")
  }
}
