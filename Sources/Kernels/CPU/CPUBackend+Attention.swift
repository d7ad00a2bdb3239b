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

  package func attendToCache(
    _ operands: AttentionOperands, rows: CachedRows, headCount: Int, into output: Matrix
  ) {
    let query = operands.query
    precondition(
      rows.starts.count == query.rowCount + 1 && operands.key.rowStride == operands.value.rowStride,
      "\(query.rowCount) queries with \(rows.starts.count - 1) histories")
    for slot in rows.slots where slot < 0 || slot >= operands.key.rowCount {
      preconditionFailure("row \(slot) of a cache of \(operands.key.rowCount)")
    }
    let headDimension = query.columnCount / headCount
    apus_attention_step(
      query.pointer, query.rowStride, query.rowCount, operands.key.pointer,
      operands.value.pointer, operands.key.rowStride, rows.slots, rows.starts, headCount,
      headDimension, 1 / Float(headDimension).squareRoot(), output.pointer, output.rowStride,
      scratch(CPUScratch.cachedAttention(rows, headDimension: headDimension)))
  }

  package func writeKeys(
    _ keys: Matrix, headCount: Int, toRows rows: [Int32], of cache: Matrix
  ) {
    checkRows(rows, of: cache, for: keys)
    precondition(
      keys.columnCount % headCount == 0, "\(headCount) heads of \(keys.columnCount) columns")
    apus_interleave_keys(
      keys.pointer, keys.rowStride, keys.rowCount, headCount, keys.columnCount / headCount, rows,
      cache.pointer, cache.rowStride)
  }
}

extension CPUBackend {
  package func transposeKeys(
    _ keys: Matrix, of extents: SequenceExtents, into buffer: FloatBuffer
  ) {
    let d = keys.columnCount
    precondition(
      keys.rowCount == extents.rowCount
        && buffer.count == MemoryAttention.transposedKeyCount(extents, dimension: d),
      "[\(keys.rowCount), \(d)] keys of \(extents.rowCount) tokens transposed into "
        + "\(buffer.count) numbers")
    var out = buffer.pointer
    for sequence in 0..<extents.count {
      let rows = extents.rows(of: sequence)
      apus_transpose_keys(
        keys.pointer + rows.lowerBound * keys.rowStride, keys.rowStride, rows.count, d, out)
      out += apus_transposed_keys_count(rows.count, d)
    }
  }

  package func attendToMemory(_ step: MemoryAttention) {
    step.check()
    let headDimension = step.query.columnCount / step.headCount
    let means = step.meanProbabilities
    step.queries.offsets.withUnsafeBufferPointer { queryOffsets in
      step.keys.offsets.withUnsafeBufferPointer { keyOffsets in
        var argument = apus_memory_step(
          q_offsets: queryOffsets.baseAddress, k_offsets: keyOffsets.baseAddress,
          sequences: step.keys.count, heads: step.headCount, head_dimension: headDimension,
          scale: 1 / Float(headDimension).squareRoot(), q: step.query.pointer,
          ldq: step.query.rowStride, keys: step.transposedKeys.pointer, v: step.value.pointer,
          ldv: step.value.rowStride, out: step.output.pointer, ldo: step.output.rowStride,
          means: means?.pointer, ldm: means?.rowStride ?? 0)
        apus_attention_memory(&argument, scratch(CPUScratch.memoryAttention(step)))
      }
    }
  }
}

extension MemoryAttention {
  fileprivate func check() {
    let (rows, d) = (query.rowCount, query.columnCount)
    precondition(
      queries.count == keys.count && queries.rowCount == rows && keys.rowCount == value.rowCount
        && value.columnCount == d && output.rowCount == rows && output.columnCount == d
        && d % headCount == 0
        && transposedKeys.count == Self.transposedKeyCount(keys, dimension: d),
      "a step of \(queries.count) sentences and \(headCount) heads with queries [\(rows), \(d)] "
        + "over \(keys.count) sentences with values [\(value.rowCount), \(value.columnCount)]")
    guard let meanProbabilities else { return }
    let longest = (0..<keys.count).map { keys.rows(of: $0).count }.max() ?? 0
    precondition(
      meanProbabilities.rowCount == rows && meanProbabilities.columnCount >= longest,
      "probabilities of \(rows) queries and up to \(longest) keys into "
        + "[\(meanProbabilities.rowCount), \(meanProbabilities.columnCount)]")
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
