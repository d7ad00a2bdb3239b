import Autodiff
import Kernels

/// Encoder self-attention: every source token sees every token of its sentence (§3.2.3, second
/// use).
struct EncoderSelfAttention: Sendable {
  private let parts: SelfAttentionParts

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    parts = SelfAttentionParts(name, configuration, in: &layout)
  }

  /// `[source tokens, D]` → `[source tokens, D]`.
  func callAsFunction(_ x: Variable, source: SequenceExtents, on tape: Tape) -> Variable {
    parts(x, on: tape) { projected in
      tape.attention(
        .queryKeyValue(projected),
        parts.heads.geometry(queries: source, keys: source, isCausal: false))
    }
  }
}
