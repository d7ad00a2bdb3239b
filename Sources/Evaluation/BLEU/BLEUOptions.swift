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
