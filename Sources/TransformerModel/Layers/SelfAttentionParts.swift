import Autodiff

/// What encoder and decoder self-attention are both made of.
struct SelfAttentionParts: Sendable {
  /// W^Q, W^K and W^V of all heads side by side.
  let queryKeyValue: Linear
  /// W^O.
  let output: Linear
  let norm: ResidualNorm
  let heads: AttentionHeads

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    let d = configuration.modelDimension
    queryKeyValue = Linear(
      name + ".query_key_value", from: d, to: 3 * d, fusedCount: 3, in: &layout)
    output = Linear(name + ".output", from: d, to: d, in: &layout)
    norm = ResidualNorm(name + ".norm", configuration, in: &layout)
    heads = AttentionHeads(configuration)
  }

  /// Project, attend, project again, add and normalise: `[tokens, D]` → `[tokens, D]`.
  ///
  /// - Parameters:
  ///   - x: `[tokens, D]`.
  ///   - tape: What computes.
  ///   - attend: From queries, keys and values `[tokens, 3D]` to the heads' outputs
  ///     `[tokens, D]`: here encoder and decoder differ.
  /// - Returns: `[tokens, D]`.
  func callAsFunction(
    _ x: Variable, on tape: Tape, attend: (_ projected: Variable) -> Variable
  ) -> Variable {
    let attended = attend(queryKeyValue(x, on: tape))
    return norm(x, output(attended, on: tape), on: tape)
  }
}
