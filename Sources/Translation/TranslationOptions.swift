/// How text is translated.
public struct TranslationOptions: Sendable {
  /// Hypotheses kept per sentence; 1 is greedy search.
  public var beamSize = 4
  /// α of the GNMT length penalty ((5 + n) / 6)^α (paper §6.1).
  public var lengthPenalty = 0.6
  /// Translations returned per line, best first.
  public var hypothesisCount = 1
  /// Sentences translated together.
  public var batchSize = 64
  /// Worker threads; each translates whole batches.
  public var threadCount = 1

  /// The paper's settings: beam 4, length penalty 0.6.
  public init() {}
}
