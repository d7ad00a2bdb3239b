/// The settings of BLEU.
///
/// All but the order stand in the signature.
public struct BLEUOptions: Sendable, Equatable {
  /// The rule that splits lines into words.
  public var tokenizer: BLEUTokenizer
  /// Whether both sides are compared in lower case.
  public var isLowercased: Bool
  /// What an order without a match counts as.
  public var smoothing: BLEUSmoothing
  /// Whether orders longer than the hypothesis are left out: for single sentences.
  public var usesEffectiveOrder: Bool
  /// The most words of an n-gram.
  public var maximumOrder: Int

  /// The settings that sacreBLEU has as its defaults, where not given.
  ///
  /// - Parameters:
  ///   - tokenizer: The rule that splits lines into words.
  ///   - isLowercased: Whether both sides are compared in lower case.
  ///   - smoothing: What an order without a match counts as.
  ///   - usesEffectiveOrder: Whether orders longer than the hypothesis are left out.
  ///   - maximumOrder: The most words of an n-gram, at least 1.
  public init(
    tokenizer: BLEUTokenizer = .mteval13a, isLowercased: Bool = false,
    smoothing: BLEUSmoothing = .exponential, usesEffectiveOrder: Bool = false,
    maximumOrder: Int = 4
  ) {
    precondition(maximumOrder >= 1, "The maximum order is \(maximumOrder), wanted at least 1.")
    self.tokenizer = tokenizer
    self.isLowercased = isLowercased
    self.smoothing = smoothing
    self.usesEffectiveOrder = usesEffectiveOrder
    self.maximumOrder = maximumOrder
  }
}

/// What an order without a match counts as (Chen and Cherry, WMT 2014).
public enum BLEUSmoothing: Sendable, Equatable {
  /// As half a match, the next such order as a quarter, and so on: the method of NIST's mteval.
  case exponential
  /// As the given number of matches.
  case floor(Double = 0.1)
  /// The given number is added to the matches and totals of each order from 2 on.
  case addK(Double = 1)
  /// As nothing: the score is 0.
  case none
}
