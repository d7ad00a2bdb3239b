package import Kernels
import Tensors

/// Keys and values of some sentences' memory, laid out once for all decoding steps.
package struct StepMemory {
  /// `[source tokens, D]`.
  let values: Tensor
  /// What `ComputeBackend.transposeKeys` made of the keys.
  let transposedKeys: FloatBuffer
  package let extents: SequenceExtents
}

extension Tape {
  /// One decoding step of causal self-attention: the new rows against cached keys and values, to
  /// which theirs are added first.
  ///
  /// - Parameters:
  ///   - projected: The new rows' queries, keys and values, `[rows, 3D]`.
  ///   - cache: Keys and values side by side, `[slots, 2D]`.
  ///   - newSlots: Where in the cache the new rows' keys and values go.
  ///   - rows: The cache rows that each query sees, its own among them.
  ///   - headCount: h.
  /// - Returns: `[rows, D]`.
  package func cachedAttention(
    _ projected: Variable, cache: Matrix, newSlots: [Int32], rows: CachedRows, headCount: Int
  ) -> Variable {
    precondition(!isRecording, "attention to a cache has no pullback")
    let matrix = projected.value.matrix
    let d = matrix.columnCount / 3
    let (keys, values) = (cache.columns(0..<d), cache.columns(d..<2 * d))
    backend.writeKeys(
      matrix.columns(d..<2 * d), headCount: headCount, toRows: newSlots, of: keys)
    backend.copy(matrix.columns(2 * d..<3 * d), toRows: newSlots, of: values)
    let output = arena.matrix(rowCount: matrix.rowCount, columnCount: d)
    let operands = AttentionOperands(query: matrix.columns(0..<d), key: keys, value: values)
    backend.attendToCache(operands, rows: rows, headCount: headCount, into: output.matrix)
    return Variable(unrecorded: output)
  }

  /// Lays out keys and values of a memory for decoding steps.
  ///
  /// - Parameters:
  ///   - extents: The tokens of each sentence.
  ///   - dimension: D.
  ///   - project: Computes keys and values side by side, `[source tokens, 2D]`, whose memory is
  ///     taken back.
  /// - Returns: Valid as long as the tape's arena keeps it.
  package func stepMemory(
    extents: SequenceExtents, dimension: Int, _ project: () -> Variable
  ) -> StepMemory {
    precondition(!isRecording, "a memory for decoding steps has no pullback")
    let values = arena.matrix(rowCount: extents.rowCount, columnCount: dimension)
    let keys = arena.buffer(
      MemoryAttention.transposedKeyCount(extents, dimension: dimension))
    let mark = arena.mark
    let keyValue = project().value.matrix
    backend.copy(keyValue.columns(dimension..<2 * dimension), to: values.matrix)
    backend.transposeKeys(keyValue.columns(0..<dimension), of: extents, into: keys)
    arena.release(to: mark)
    return StepMemory(values: values, transposedKeys: keys, extents: extents)
  }

  /// Cross-attention whose keys were laid out by `stepMemory`: of one decoding step, or of whole
  /// targets.
  ///
  /// - Parameters:
  ///   - query: `[rows, D]`.
  ///   - queries: The rows of each sentence.
  ///   - memory: Keys and values of the same sentences.
  ///   - headCount: h.
  ///   - probabilities: Where the mean of the heads' probabilities goes, `[rows, longest source]`,
  ///     if it is wanted.
  /// - Returns: `[rows, D]`.
  package func memoryAttention(
    query: Variable, queries: SequenceExtents, memory: StepMemory, headCount: Int,
    probabilities: Matrix? = nil
  ) -> Variable {
    precondition(!isRecording, "attention to a memory for decoding steps has no pullback")
    let shape = query.value.shape
    let output = arena.tensor(shape)
    backend.attendToMemory(
      MemoryAttention(
        query: query.value.matrix, queries: queries, transposedKeys: memory.transposedKeys,
        value: memory.values.matrix, keys: memory.extents, headCount: headCount,
        output: output.matrix, meanProbabilities: probabilities))
    return Variable(unrecorded: output)
  }
}
