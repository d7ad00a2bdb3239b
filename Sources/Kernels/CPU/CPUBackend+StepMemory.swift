import CKernels

extension CPUBackend {
  package func layOut(keys: Matrix, values: Matrix, into memory: StepMemory) {
    memory.check(keys, values)
    let (heads, pairs) = (memory.headCount, memory.storage.pairs)
    var (keyWords, valueWords) = (memory.keys.pointer, memory.values.pointer)
    for sequence in 0..<memory.extents.count {
      let rows = memory.extents.rows(of: sequence)
      apus_lay_out_keys(
        keys.pointer + rows.lowerBound * keys.rowStride, keys.rowStride, rows.count, heads,
        memory.headDimension, pairs, keyWords)
      apus_lay_out_values(
        values.pointer + rows.lowerBound * values.rowStride, values.rowStride, rows.count, heads,
        memory.headDimension, pairs, valueWords)
      keyWords += apus_memory_keys_count(rows.count, heads, memory.headDimension, pairs)
      valueWords += apus_memory_values_count(rows.count, heads, memory.headDimension, pairs)
    }
  }

  package func attendToMemory(_ step: MemoryAttention) {
    step.check()
    let (memory, means) = (step.memory, step.meanProbabilities)
    step.queries.offsets.withUnsafeBufferPointer { queryOffsets in
      memory.extents.offsets.withUnsafeBufferPointer { keyOffsets in
        var argument = apus_memory_step(
          q_offsets: queryOffsets.baseAddress, k_offsets: keyOffsets.baseAddress,
          sequences: memory.extents.count, heads: memory.headCount,
          head_dimension: memory.headDimension,
          scale: 1 / Float(memory.headDimension).squareRoot(), q: step.query.pointer,
          ldq: step.query.rowStride, pairs: memory.storage.pairs, keys: memory.keys.pointer,
          values: memory.values.pointer, out: step.output.pointer, ldo: step.output.rowStride,
          means: means?.pointer, ldm: means?.rowStride ?? 0)
        apus_attention_memory(&argument, scratch(CPUScratch.memoryAttention(step)))
      }
    }
  }
}

extension StepMemory {
  fileprivate func check(_ keys: Matrix, _ values: Matrix) {
    precondition(
      keys.rowCount == extents.rowCount && values.rowCount == extents.rowCount
        && keys.columnCount == dimension && values.columnCount == dimension,
      "keys [\(keys.rowCount), \(keys.columnCount)] and values "
        + "[\(values.rowCount), \(values.columnCount)] into a memory of \(extents.rowCount) "
        + "tokens and \(headCount) heads of \(headDimension)")
  }
}

extension MemoryAttention {
  fileprivate func check() {
    let (rows, d) = (query.rowCount, memory.dimension)
    precondition(
      queries.count == memory.extents.count && queries.rowCount == rows
        && query.columnCount == d && output.rowCount == rows && output.columnCount == d,
      "a step of \(queries.count) sentences with queries [\(rows), \(query.columnCount)] over a "
        + "memory of \(memory.extents.count) with \(memory.headCount) heads of "
        + "\(memory.headDimension)")
    guard let meanProbabilities else { return }
    let extents = memory.extents
    let longest = (0..<extents.count).map { extents.rows(of: $0).count }.max() ?? 0
    precondition(
      meanProbabilities.rowCount == rows && meanProbabilities.columnCount >= longest,
      "probabilities of \(rows) queries and up to \(longest) keys into "
        + "[\(meanProbabilities.rowCount), \(meanProbabilities.columnCount)]")
  }
}
