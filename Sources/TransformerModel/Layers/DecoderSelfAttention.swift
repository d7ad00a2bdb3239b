import Autodiff
import Kernels
import Tensors

/// What a target token sees of its own sentence.
enum TargetHistory {
  /// All target tokens are given; each sees itself and those before it.
  case whole(SequenceExtents)
  /// The rows are the newest tokens; keys and values of earlier ones are cached.
  case cached(CachedStep)

  /// One layer's part of a decoding step.
  struct CachedStep {
    /// Keys and values of all hypotheses so far.
    let cache: KeyValueCache
    /// Where the new rows' keys and values go.
    let newSlots: [Int32]
    /// What each new row sees, its own slot among them.
    let rows: CachedRows
  }
}

/// Decoder masked self-attention: a target token sees itself and earlier ones only (§3.2.3, third
/// use).
struct DecoderSelfAttention: Sendable {
  private let parts: SelfAttentionParts

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    parts = SelfAttentionParts(name, configuration, in: &layout)
  }

  /// `[target tokens, D]` → `[target tokens, D]`.
  func callAsFunction(_ x: Variable, history: TargetHistory, on tape: Tape) -> Variable {
    parts(x, on: tape) { projected in
      switch history {
      case .whole(let target): attend(projected, within: target, on: tape)
      case .cached(let step): attend(projected, to: step, on: tape)
      }
    }
  }

  private func attend(
    _ projected: Variable, within target: SequenceExtents, on tape: Tape
  ) -> Variable {
    let d = parts.heads.modelDimension
    tape.roundKeysAndValues(projected, d..<3 * d)
    return tape.attention(
      .queryKeyValue(projected),
      parts.heads.geometry(queries: target, keys: target, isCausal: true))
  }

  private func attend(
    _ projected: Variable, to step: TargetHistory.CachedStep, on tape: Tape
  ) -> Variable {
    tape.cachedAttention(
      projected, cache: step.cache, newSlots: step.newSlots, rows: step.rows)
  }
}
