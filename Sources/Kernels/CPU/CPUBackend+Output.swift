import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension CPUBackend {
  package func crossEntropy(
    logits: Matrix, targets: ArraySlice<Int32>, smoothing: Float, gradientScale: Float
  ) -> CrossEntropy {
    precondition(
      targets.count == logits.rowCount, "\(targets.count) targets for \(logits.rowCount) rows")
    for target in targets where target < 0 || target >= logits.columnCount {
      preconditionFailure("target \(target) in a vocabulary of \(logits.columnCount)")
    }
    let sums = targets.withUnsafeBufferPointer { targets in
      apus_cross_entropy(
        logits.pointer, logits.rowStride, targets.baseAddress, logits.rowCount,
        logits.columnCount, smoothing, gradientScale)
    }
    return CrossEntropy(loss: sums.loss, logLikelihood: sums.log_likelihood)
  }

  package func logSoftmax(_ logits: Matrix) {
    apus_log_softmax(logits.pointer, logits.rowStride, logits.rowCount, logits.columnCount)
  }

  package func adamUpdate(_ step: AdamStep, gradient: FloatBuffer, state: AdamBuffers) {
    precondition(
      gradient.count == state.parameters.count && gradient.count == state.firstMoment.count
        && gradient.count == state.secondMoment.count,
      "an Adam step on \(state.parameters.count) parameters with \(gradient.count) gradients")
    var argument = apus_adam(
      learning_rate: step.learningRate, beta1: step.beta1, beta2: step.beta2,
      epsilon: step.epsilon,
      correction1: Float(1 - pow(Double(step.beta1), Double(step.step))),
      correction2: Float(1 - pow(Double(step.beta2), Double(step.step))),
      gradient_scale: step.gradientScale)
    apus_adam_update(
      &argument, gradient.pointer, gradient.count, state.parameters.pointer,
      state.firstMoment.pointer, state.secondMoment.pointer)
  }
}
