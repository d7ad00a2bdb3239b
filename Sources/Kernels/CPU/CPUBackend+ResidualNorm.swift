import CKernels

extension CPUBackend {
  package func residualNorm(_ forward: ResidualNormForward) {
    forward.checkSizes()
    apus_residual_norm(
      forward.x.pointer, forward.sublayer.pointer, forward.dropout.kernelArgument,
      forward.gain.pointer, forward.bias.pointer, forward.x.rowCount, forward.x.columnCount,
      forward.epsilon, forward.output.pointer, forward.normalised.pointer,
      forward.reciprocal.pointer)
  }

  package func residualNormBackward(_ backward: ResidualNormBackward) {
    let forward = backward.forward
    for matrix in [backward.outputGradient, backward.xGradient, backward.sublayerGradient] {
      matrix.checkContiguous(like: forward.x)
    }
    precondition(
      backward.gainGradient.count == forward.gain.count
        && backward.biasGradient.count == forward.bias.count, "gradients of gain and bias")
    apus_residual_norm_backward(
      backward.outputGradient.pointer, forward.normalised.pointer, forward.reciprocal.pointer,
      forward.gain.pointer, forward.dropout.kernelArgument, forward.x.rowCount,
      forward.x.columnCount, backward.accumulatesX ? 1 : 0, backward.xGradient.pointer,
      backward.sublayerGradient.pointer, backward.gainGradient.pointer,
      backward.biasGradient.pointer)
  }
}

extension ResidualNormForward {
  fileprivate func checkSizes() {
    for matrix in [x, sublayer, output, normalised] { matrix.checkContiguous(like: x) }
    precondition(
      gain.count == x.columnCount && bias.count == x.columnCount && reciprocal.count == x.rowCount,
      "layer norm of [\(x.rowCount), \(x.columnCount)] with gain \(gain.count), "
        + "bias \(bias.count), reciprocal \(reciprocal.count)")
  }
}

extension Matrix {
  /// Stops where the matrix has gaps between its rows or another size than `other`.
  func checkContiguous(like other: Matrix) {
    precondition(
      rowStride == columnCount && rowCount == other.rowCount && columnCount == other.columnCount,
      "a [\(rowCount), \(columnCount)] matrix of stride \(rowStride) where a contiguous "
        + "[\(other.rowCount), \(other.columnCount)] one was wanted")
  }
}
