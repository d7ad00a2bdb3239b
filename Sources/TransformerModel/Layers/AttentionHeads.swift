import Kernels

/// How many heads attention has and how wide they are (§3.2.2).
struct AttentionHeads: Sendable {
  /// h.
  let count: Int
  /// d_k = d_v.
  let dimension: Int
  /// D = h · d_k.
  var modelDimension: Int { count * dimension }

  init(_ configuration: TransformerConfiguration) {
    count = configuration.headCount
    dimension = configuration.headDimension
  }

  /// The shape of attention from some sequences to others, or to themselves.
  func geometry(
    queries: SequenceExtents, keys: SequenceExtents, isCausal: Bool
  ) -> AttentionGeometry {
    AttentionGeometry(
      queries: queries, keys: keys, headCount: count, headDimension: dimension,
      isCausal: isCausal)
  }
}
