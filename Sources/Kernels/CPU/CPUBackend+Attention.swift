import CKernels

extension CPUBackend {
  package func attend(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, dropout: Dropout,
    into output: Matrix, logSums: FloatBuffer
  ) {
    operands.check(geometry)
    precondition(
      logSums.count == output.rowCount * geometry.headCount, "\(logSums.count) normalisers")
    geometry.withKernelArgument { shape in
      apus_attention(
        shape, dropout.kernelArgument, operands.query.pointer, operands.query.rowStride,
        operands.key.pointer, operands.key.rowStride, operands.value.pointer,
        operands.value.rowStride, output.pointer, output.rowStride, logSums.pointer,
        scratch(CPUScratch.attention(geometry)))
    }
  }

  package func attendBackward(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, forward: AttentionResult,
    outputGradient: Matrix, into gradients: AttentionOperands
  ) {
    operands.check(geometry)
    gradients.check(geometry)
    geometry.withKernelArgument { shape in
      apus_attention_backward(
        shape, forward.dropout.kernelArgument, operands.query.pointer, operands.query.rowStride,
        operands.key.pointer, operands.key.rowStride, operands.value.pointer,
        operands.value.rowStride, forward.output.pointer, forward.output.rowStride,
        forward.logSums.pointer,
        outputGradient.pointer, outputGradient.rowStride, gradients.query.pointer,
        gradients.query.rowStride, gradients.key.pointer, gradients.key.rowStride,
        gradients.value.pointer, gradients.value.rowStride,
        scratch(CPUScratch.attention(geometry)))
    }
  }
}

extension AttentionOperands {
  fileprivate func check(_ geometry: AttentionGeometry) {
    let columns = geometry.headCount * geometry.headDimension
    precondition(
      query.rowCount == geometry.queries.rowCount && key.rowCount == geometry.keys.rowCount
        && value.rowCount == geometry.keys.rowCount && query.columnCount == columns
        && key.columnCount == columns && value.columnCount == columns,
      "attention of \(geometry.headCount) heads of \(geometry.headDimension) over queries "
        + "[\(query.rowCount), \(query.columnCount)] and keys [\(key.rowCount), \(key.columnCount)]"
    )
  }
}

extension AttentionGeometry {
  /// Hands the form that the C kernels take to `body`; its pointers are valid only there.
  func withKernelArgument<Result>(
    _ body: (UnsafePointer<apus_attention_shape>) -> Result
  ) -> Result {
    queries.offsets.withUnsafeBufferPointer { queryOffsets in
      keys.offsets.withUnsafeBufferPointer { keyOffsets in
        var shape = apus_attention_shape(
          q_offsets: queryOffsets.baseAddress, k_offsets: keyOffsets.baseAddress,
          sequences: queries.count, heads: headCount, head_dimension: headDimension,
          causal: isCausal ? 1 : 0, scale: scale)
        return body(&shape)
      }
    }
  }
}
