import Kernels
import Tensors

extension Tape {
  /// LayerNorm(x + Dropout(sublayer)): the end of every sub-layer (§3.1, §5.4).
  ///
  /// A tape that only computes keeps nothing for a pullback, and writes over x.
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
    guard isRecording else {
      return residualNormInPlace(x, sublayer: sublayer, gain: gain, bias: bias, epsilon: epsilon)
    }
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
  private func residualNormInPlace(
    _ x: Variable, sublayer: Variable, gain: Parameter, bias: Parameter, epsilon: Float
  ) -> Variable {
    let rows = x.value.matrix
    let mark = arena.mark
    backend.residualNorm(
      ResidualNormForward(
        x: rows, sublayer: sublayer.value.matrix, dropout: .none,
        gain: parameters[gain].buffer, bias: parameters[bias].buffer, epsilon: epsilon,
        output: rows, normalised: rows, reciprocal: arena.buffer(rows.rowCount)))
    arena.release(to: mark)
    return x
  }
}
