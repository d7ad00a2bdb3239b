import Kernels
import Tensors

extension Tape {
  /// LayerNorm(x + Dropout(sublayer)): the end of every sub-layer (§3.1, §5.4).
  ///
  /// - Parameters:
  ///   - x: The sub-layer's input, `[tokens, D]`.
  ///   - sublayer: The sub-layer's output, `[tokens, D]`.
  ///   - gain: `[D]`.
  ///   - bias: `[D]`.
  ///   - epsilon: Added to the variance.
  /// - Returns: `[tokens, D]`.
  package func residualNorm(
    _ x: Variable, sublayer: Variable, gain: Parameter, bias: Parameter, epsilon: Float
  ) -> Variable {
    let shape = x.value.shape
    let forward = ResidualNormForward(
      x: x.value.matrix, sublayer: sublayer.value.matrix, dropout: nextDropout(.residual),
      gain: parameters[gain].buffer, bias: parameters[bias].buffer, epsilon: epsilon,
      output: arena.tensor(shape).matrix, normalised: arena.tensor(shape).matrix,
      reciprocal: arena.buffer(shape.rowCount))
    backend.residualNorm(forward)
    return record(Tensor(forward.output.buffer, shape: shape)) { [unowned self] dy in
      let sublayerGradient = arena.tensor(shape)
      contribute(to: x) { dx, adds in
        backend.residualNormBackward(
          ResidualNormBackward(
            forward: forward, outputGradient: dy.matrix, xGradient: dx.matrix, accumulatesX: adds,
            sublayerGradient: sublayerGradient.matrix, gainGradient: gradient(of: gain).buffer,
            biasGradient: gradient(of: bias).buffer))
      }
      contribute(sublayerGradient, to: sublayer)
    }
  }
}
