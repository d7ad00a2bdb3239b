import CKernels

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
}
