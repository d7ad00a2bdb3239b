import Autodiff
import Tensors

/// An affine map: y = x W + b.
///
/// Departs from the paper in that the attention projections have biases too, as in every
/// implementation whose models Apus exchanges.
struct Linear: Sendable {
  let weight: Parameter
  let bias: Parameter

  /// Declares `[inputDimension, outputDimension]` weights.
  ///
  /// - Parameters:
  ///   - name: The prefix of the parameters' names.
  ///   - inputDimension: The size of x.
  ///   - outputDimension: The size of y.
  ///   - fusedCount: How many maps stand side by side in the columns; each is initialised as if it
  ///     stood alone.
  ///   - layout: Where the parameters are declared.
  init(
    _ name: String, from inputDimension: Int, to outputDimension: Int, fusedCount: Int = 1,
    in layout: inout ParameterLayout
  ) {
    weight = layout.declare(
      name + ".weight", [inputDimension, outputDimension], role: .weight,
      initializer: .glorotUniform(fanIn: inputDimension, fanOut: outputDimension / fusedCount))
    bias = layout.declare(name + ".bias", [outputDimension], initializer: .constant(0))
  }

  /// `[tokens, in]` → `[tokens, out]`.
  func callAsFunction(
    _ x: Variable, activation: Activation = .identity, on tape: Tape
  ) -> Variable {
    tape.linear(x, weight: weight, bias: bias, activation: activation)
  }
}
