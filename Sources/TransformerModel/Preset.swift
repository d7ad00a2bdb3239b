/// Sizes of models that are known to work, by name.
package enum Preset: String, Sendable, CaseIterable {
  /// 4+4 layers, D 128, F 256, 4 heads: the size that wins on small corpora such as Multi30k.
  case tiny
  /// 3+3 layers, D 256, F 1,024, 4 heads.
  case small
  /// The paper's base model: 6+6 layers, D 512, F 2,048, 8 heads (Table 3).
  case base
  /// The paper's big model: 6+6 layers, D 1,024, F 4,096, 16 heads (Table 3).
  case big

  /// The preset's model over a vocabulary of the given size.
  package func configuration(vocabularyCount: Int) -> TransformerConfiguration {
    func make(_ d: Int, _ f: Int, heads: Int, layers: Int) -> TransformerConfiguration {
      TransformerConfiguration(
        vocabularyCount: vocabularyCount, modelDimension: d, feedForwardDimension: f,
        headCount: heads, layerCount: layers)
    }
    return switch self {
    case .tiny: make(128, 256, heads: 4, layers: 4)
    case .small: make(256, 1024, heads: 4, layers: 3)
    case .base: make(512, 2048, heads: 8, layers: 6)
    case .big: make(1024, 4096, heads: 16, layers: 6)
    }
  }

  /// P_drop as trained: the paper's for `base` and `big`, more for `tiny`, which meets small
  /// corpora.
  package var dropoutRate: Float {
    switch self {
    case .tiny, .big: 0.3
    case .small, .base: 0.1
    }
  }
}
