/// The settings of TER, all of which stand in the signature.
public struct TEROptions: Sendable, Equatable {
  /// Whether punctuation and symbols are split off words, and escapes undone.
  public var isNormalized: Bool
  /// Whether punctuation is taken away.
  public var removesPunctuation: Bool
  /// Whether the two settings above extend to the scripts and the punctuation of East Asia.
  public var supportsAsianScripts: Bool
  /// Whether case is compared.
  public var isCaseSensitive: Bool

  /// The settings that sacreBLEU has as its defaults, where not given.
  ///
  /// - Parameters:
  ///   - isNormalized: Whether punctuation and symbols are split off words, and escapes undone.
  ///   - removesPunctuation: Whether punctuation is taken away.
  ///   - supportsAsianScripts: Whether these two extend to the scripts of East Asia.
  ///   - isCaseSensitive: Whether case is compared.
  public init(
    isNormalized: Bool = false, removesPunctuation: Bool = false,
    supportsAsianScripts: Bool = false, isCaseSensitive: Bool = false
  ) {
    self.isNormalized = isNormalized
    self.removesPunctuation = removesPunctuation
    self.supportsAsianScripts = supportsAsianScripts
    self.isCaseSensitive = isCaseSensitive
  }
}
