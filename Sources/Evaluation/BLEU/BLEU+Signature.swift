extension BLEU {
  /// The settings in sacreBLEU's notation, to be published with the score.
  ///
  /// - Parameter referenceCount: The references of each segment, or nil where segments differ.
  /// - Returns: A signature that equals sacreBLEU's for the same settings.
  public func signature(referenceCount: Int?) -> Signature {
    Signature(
      referenceCount: referenceCount,
      settings: [
        .init("case", "c", options.isLowercased ? "lc" : "mixed"),
        .init("eff", "e", options.usesEffectiveOrder ? "yes" : "no"),
        .init("tok", "tok", options.tokenizer.rawValue),
        .init("smooth", "s", options.smoothing.notation),
      ])
  }
}

extension BLEUSmoothing {
  /// SacreBLEU's name of the method, with its number in brackets if it has one.
  fileprivate var notation: String {
    switch self {
    case .exponential: "exp"
    case .floor(let value): "floor[\(fixedPoint(value, decimalCount: 2))]"
    case .addK(let value): "add-k[\(fixedPoint(value, decimalCount: 2))]"
    case .none: "none"
    }
  }
}
