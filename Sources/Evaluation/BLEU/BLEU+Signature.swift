extension BLEU {
  /// The settings in sacreBLEU's notation, in the order of its signature.
  public var settings: [Signature.Field] {
    [
      .init("case", "c", options.isLowercased ? "lc" : "mixed"),
      .init("eff", "e", options.usesEffectiveOrder ? "yes" : "no"),
      .init("tok", "tok", externalTokenizer?.name ?? options.tokenizer.rawValue),
      .init("smooth", "s", options.smoothing.notation),
    ]
  }
}
