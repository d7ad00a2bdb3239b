package import Kernels
package import Tensors

extension Tape {
  /// One decoding step of causal self-attention: the new rows against cached keys and values, to
  /// which theirs are added first.
  ///
  /// - Parameters:
  ///   - projected: The new rows' queries, keys and values, `[rows, 3D]`.
  ///   - cache: Keys and values of the tokens so far.
  ///   - newSlots: Where in the cache the new rows' keys and values go.
  ///   - rows: The slots that each query sees, its own among them.
  /// - Returns: `[rows, D]`.
  package func cachedAttention(
    _ projected: Variable, cache: KeyValueCache, newSlots: [Int32], rows: CachedRows
  ) -> Variable {
    precondition(!isRecording, "attention to a cache has no pullback")
    let (matrix, d) = (projected.value.matrix, cache.layout.dimension)
    backend.write(
      keys: matrix.columns(d..<2 * d), values: matrix.columns(2 * d..<3 * d), toSlots: newSlots,
      of: cache)
    let output = arena.matrix(rowCount: matrix.rowCount, columnCount: d)
    backend.attendToCache(matrix.columns(0..<d), cache, rows: rows, into: output.matrix)
    return Variable(unrecorded: output)
  }

  /// Rounds keys and values of whole sentences as caches and memories do, in place: what is computed
  /// from them then has the bits of decoding steps.
  ///
  /// - Parameters:
  ///   - projected: Keys and values among others, `[rows, …]`. A tape that records leaves them as
  ///     they are.
  ///   - columns: Where they are.
  package func roundKeysAndValues(_ projected: Variable, _ columns: Range<Int>) {
    guard !isRecording, parameters.keyValueStorage == .bf16 else { return }
    backend.roundToBFloat16(projected.value.matrix.columns(columns))
  }

  /// Lays out keys and values of a memory for decoding steps.
  ///
  /// - Parameters:
  ///   - extents: The tokens of each sentence.
  ///   - headCount: h.
  ///   - headDimension: d_k = d_v.
  ///   - keeper: Holds them: another arena than the tape's if they are to live longer.
  ///   - project: Computes keys and values side by side, `[source tokens, 2D]`, whose memory is
  ///     taken back.
  /// - Returns: Valid as long as the arena keeps it.
  package func stepMemory(
    extents: SequenceExtents, headCount: Int, headDimension: Int, in keeper: Arena,
    _ project: () -> Variable
  ) -> StepMemory {
    precondition(!isRecording, "a memory for decoding steps has no pullback")
    let memory = StepMemory(
      extents, headCount: headCount, headDimension: headDimension,
      storage: parameters.keyValueStorage, allocate: keeper.buffer)
    let mark = arena.mark
    let keyValue = project().value.matrix
    let d = memory.dimension
    backend.layOut(
      keys: keyValue.columns(0..<d), values: keyValue.columns(d..<2 * d), into: memory)
    arena.release(to: mark)
    return memory
  }

  /// Cross-attention to memories laid out by `stepMemory`: of one decoding step, or of whole targets.
  ///
  /// - Parameters:
  ///   - query: `[rows, D]`.
  ///   - sources: Keys and values of some sentences, the rows that see them, and of these the rows
  ///     of each sentence; every row sees one.
  ///   - probabilities: Where the mean of the heads' probabilities goes, `[rows, longest source]`,
  ///     if it is wanted.
  /// - Returns: `[rows, D]`.
  package func memoryAttention(
    query: Variable,
    to sources: [(memory: StepMemory, rows: Range<Int>, queries: SequenceExtents)],
    probabilities: Matrix? = nil
  ) -> Variable {
    precondition(!isRecording, "attention to a memory for decoding steps has no pullback")
    let output = arena.tensor(query.value.shape)
    precondition(
      sources.reduce(0) { $0 + $1.rows.count } == query.value.shape.rowCount,
      "\(query.value.shape.rowCount) queries of \(sources.map(\.rows))")
    for source in sources {
      backend.attendToMemory(
        MemoryAttention(
          query: query.value.matrix.rows(source.rows), queries: source.queries,
          memory: source.memory, output: output.matrix.rows(source.rows),
          meanProbabilities: probabilities?.rows(source.rows)))
    }
    return Variable(unrecorded: output)
  }
}
