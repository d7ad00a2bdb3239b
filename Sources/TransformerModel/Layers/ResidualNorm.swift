import Autodiff
import Tensors

/// The end of every sub-layer: LayerNorm(x + Dropout(Sublayer(x))) (§3.1, §5.4).
struct ResidualNorm: Sendable {
  let gain: Parameter
  let bias: Parameter
  let epsilon: Float

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    let d = configuration.modelDimension
    gain = layout.declare(name + ".gain", [d], initializer: .constant(1))
    bias = layout.declare(name + ".bias", [d], initializer: .constant(0))
    epsilon = configuration.layerNormEpsilon
  }

  /// `[tokens, D]` twice → `[tokens, D]`.
  func callAsFunction(_ x: Variable, _ sublayer: Variable, on tape: Tape) -> Variable {
    tape.residualNorm(x, sublayer: sublayer, gain: gain, bias: bias, epsilon: epsilon)
  }
}
