import Autodiff

/// Position-wise feed-forward network: max(0, x W₁ + b₁) W₂ + b₂ (§3.3, equation 2).
struct FeedForward: Sendable {
  let inner: Linear
  let outer: Linear
  let norm: ResidualNorm

  init(
    _ name: String, _ configuration: TransformerConfiguration, in layout: inout ParameterLayout
  ) {
    let d = configuration.modelDimension
    let f = configuration.feedForwardDimension
    inner = Linear(name + ".inner", from: d, to: f, in: &layout)
    outer = Linear(name + ".outer", from: f, to: d, in: &layout)
    norm = ResidualNorm(name + ".norm", configuration, in: &layout)
  }

  /// `[tokens, D]` → `[tokens, D]`.
  func callAsFunction(_ x: Variable, on tape: Tape) -> Variable {
    let hidden = inner(x, activation: .relu, on: tape)  // [tokens, F]
    return norm(x, outer(hidden, on: tape), on: tape)
  }
}
