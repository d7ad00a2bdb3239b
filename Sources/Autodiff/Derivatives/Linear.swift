import Kernels
import Tensors

/// What follows an affine map.
package enum Activation: Sendable {
  case identity
  /// max(0, x), the paper's choice (§3.3, equation 2), then dropout of activations.
  case relu
}

extension Tape {
  /// activation(x W + b).
  ///
  /// - Parameters:
  ///   - x: `[tokens, in]`.
  ///   - weight: `[in, out]`.
  ///   - bias: `[out]`.
  ///   - activation: What is applied to each element of the sum.
  /// - Returns: `[tokens, out]`.
  package func linear(
    _ x: Variable, weight: Parameter, bias: Parameter, activation: Activation = .identity
  ) -> Variable {
    let y = arena.matrix(
      rowCount: x.value.shape.rowCount, columnCount: weight.shape.columnCount)
    let biasValues = parameters[bias].buffer
    let mask = activation == .relu ? nextDropout(.activation) : .none
    backend.multiply(
      x.value.matrix, parameters.forwardPack(weight),
      epilogue: activation == .relu ? .biasReLU(biasValues) : .bias(biasValues), into: y.matrix)
    if mask.rate > 0 { backend.drop(mask, y.buffer) }
    guard isRecording else { return Variable(unrecorded: y) }
    return record(y) { [unowned self] dy in
      if mask.rate > 0 { backend.drop(mask, dy.buffer) }
      if activation == .relu { backend.reluBackward(output: y.buffer, gradient: dy.buffer) }
      backend.addTransposedProduct(
        x.value.matrix, dy.matrix, to: gradient(of: weight).matrix,
        precision: parameters.precision)
      backend.addColumnSums(of: dy.matrix, to: gradient(of: bias).buffer)
      contribute(to: x) { dx, adds in
        backend.multiply(
          dy.matrix, parameters.backwardPack(weight), epilogue: adds ? .accumulate : .store,
          into: dx.matrix)
      }
    }
  }
}
