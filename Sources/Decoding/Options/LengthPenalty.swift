import Foundation

/// What a hypothesis' log-probability is divided by, so that long ones are not at a disadvantage.
///
/// The length n counts the hypothesis' tokens and the end of sentence.
public enum LengthPenalty: Sendable, Equatable {
  /// ((5 + n) / 6)^alpha (Wu et al., 2016, equation 14).
  ///
  /// The form of "Attention Is All You Need" and tensor2tensor (alpha 0.6), of JoeyNMT's
  /// `beam_alpha` and of OpenNMT's `wu`.
  case gnmt(Double)
  /// The length to the power of alpha; with 1 the mean log-probability of a token.
  ///
  /// The form of Marian's `--normalize`, CTranslate2's `length_penalty`, fairseq's `--lenpen` and,
  /// with alpha 1, of OpenNMT's `avg`.
  case power(Double)
  /// The sum of the log-probabilities stays as it is.
  case none

  /// The number to divide a hypothesis' log-probability by: at least 1, and growing with the
  /// length.
  ///
  /// - Parameter length: The hypothesis' tokens and the end of sentence, at least 1.
  /// - Returns: The divisor.
  package func divisor(length: Int) -> Double {
    switch self {
    case .gnmt(let alpha): pow((5 + Double(length)) / 6, alpha)
    case .power(let alpha): pow(Double(length), alpha)
    case .none: 1
    }
  }

  /// The exponent: 0 where the length makes no difference.
  package var alpha: Double {
    switch self {
    case .gnmt(let alpha), .power(let alpha): alpha
    case .none: 0
    }
  }
}
