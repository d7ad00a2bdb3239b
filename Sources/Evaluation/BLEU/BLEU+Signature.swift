extension BLEU {
  /// The settings in sacreBLEU's notation, to be published with the score.
  ///
  /// - Parameters:
  ///   - referenceCount: The references of each segment, or nil where segments differ.
  ///   - context: What was scored, and how often it was resampled.
  /// - Returns: A signature that equals sacreBLEU's for the same settings.
  public func signature(referenceCount: Int?, context: SignatureContext) -> Signature {
    Signature(
      referenceCount: referenceCount, context: context,
      settings: [
        .init("case", "c", options.isLowercased ? "lc" : "mixed"),
        .init("eff", "e", options.usesEffectiveOrder ? "yes" : "no"),
        .init("tok", "tok", externalTokenizer?.name ?? options.tokenizer.rawValue),
        .init("smooth", "s", options.smoothing.notation),
      ])
  }
}
