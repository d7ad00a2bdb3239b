/// Computes nothing and holds nothing, but counts the memory that `CPUBackend` would need for the
/// same calls.
///
/// A model that runs on it costs no memory and next to no time, and leaves the exact need of its
/// tensors and of the operations' scratch. All its numbers are zero.
package final class PlanningBackend: ComputeBackend {
  private let ledger = MemoryLedger()
  /// The largest scratch of an operation so far, in numbers.
  package private(set) var scratchCount = 0

  package init() {}

  package var name: String { "plan of the CPU's memory" }

  /// The most numbers that were allocated at once so far, and the largest scratch.
  package var highWaterCount: Int { ledger.highWaterCount + scratchCount }

  package func allocate(_ count: Int) -> FloatBuffer {
    FloatBuffer(storage: ledger.storage(count), offset: 0, count: count)
  }

  package func allocateRoom(_ count: Int) -> FloatBuffer { allocate(count) }

  package func withNumbers<Result>(
    of buffer: FloatBuffer, _ body: (Span<Float>) throws -> Result
  ) rethrows -> Result {
    try body([Float](repeating: 0, count: buffer.count).span)
  }

  package func packedCount(rowCount: Int, columnCount: Int, storage: Precision) -> Int {
    CPUScratch.packedMatrix(rowCount: rowCount, columnCount: columnCount, storage: storage)
  }

  // MARK: Operations with scratch

  package func multiply(
    _ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix
  ) {
    meet(CPUScratch.product(a, b))
  }

  package func addTransposedProduct(
    _ a: Matrix, _ b: Matrix, to c: Matrix, precision: Precision
  ) {
    meet(CPUScratch.transposedProduct(a, b, precision: precision))
  }

  package func attend(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, dropout: Dropout,
    into output: Matrix, logSums: FloatBuffer
  ) {
    meet(CPUScratch.attention(geometry))
  }

  package func attendBackward(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, forward: AttentionResult,
    outputGradient: Matrix, into gradients: AttentionOperands
  ) {
    meet(CPUScratch.attention(geometry))
  }

  package func attendToCache(
    _ query: Matrix, _ cache: KeyValueCache, rows: CachedRows, into output: Matrix
  ) {
    meet(CPUScratch.cachedAttention(rows, headDimension: cache.layout.headDimension))
  }

  package func attendToMemory(_ step: MemoryAttention) {
    meet(CPUScratch.memoryAttention(step))
  }

  /// Chooses token 0 everywhere.
  package func likeliest(_ logits: Matrix, _ request: LikeliestRequest) -> LikeliestTokens {
    meet(CPUScratch.choice(columnCount: logits.columnCount))
    let count = logits.rowCount * request.count
    return LikeliestTokens(
      count: request.count, tokens: [Int32](repeating: 0, count: count),
      logProbabilities: [Float](repeating: 0, count: count),
      askedLogProbabilities: request.asked == nil
        ? [] : [Float](repeating: 0, count: logits.rowCount))
  }

  /// Scratch grows to the largest need of any operation.
  private func meet(_ count: Int) {
    scratchCount = max(scratchCount, count)
  }
}

/// Operations that need no memory besides their operands.
extension PlanningBackend {
  package func clear(_ buffer: FloatBuffer) {}
  package func write(_ values: Span<Float>, to buffer: FloatBuffer) {}
  package func copy(_ source: Matrix, to destination: Matrix) {}
  package func roundToBFloat16(_ matrix: Matrix) {}
  package func write(
    keys: Matrix, values: Matrix, toSlots slots: [Int32], of cache: KeyValueCache
  ) {}
  package func pack(_ rows: Matrix, firstRow: Int, transposed: Bool, into packed: PackedMatrix) {}
  package func pack(bfloat16 bytes: Span<UInt8>, transposed: Bool, into packed: PackedMatrix) {}
  package func pack(
    quantized bytes: Span<UInt8>, scales: Span<Float>, transposed: Bool,
    into packed: PackedMatrix
  ) {}
  package func selectColumns(
    _ columns: [Int32], of packed: PackedMatrix, into selection: PackedMatrix
  ) {}
  package func layOut(keys: Matrix, values: Matrix, into memory: StepMemory) {}
  package func addColumnSums(of x: Matrix, to sums: FloatBuffer) {}
  package func add(_ x: FloatBuffer, to y: FloatBuffer) {}
  package func blend(_ x: FloatBuffer, weight: Float, into y: FloatBuffer) {}
  package func reluBackward(output: FloatBuffer, gradient: FloatBuffer) {}
  package func drop(_ dropout: Dropout, _ x: FloatBuffer) {}
  package func residualNorm(_ forward: ResidualNormForward) {}
  package func residualNormBackward(_ backward: ResidualNormBackward) {}
  package func embed(_ embedding: EmbeddingForward) {}
  package func embed(_ embedding: PackedEmbedding) {}
  package func embedBackward(_ embedding: EmbeddingBackward) {}
  package func logSoftmax(_ logits: Matrix) {}
  package func adamUpdate(_ step: AdamStep, gradient: FloatBuffer, state: AdamBuffers) {}

  package func crossEntropy(
    logits: Matrix, targets: ArraySlice<Int32>, smoothing: Float, gradientScale: Float
  ) -> CrossEntropy {
    CrossEntropy()
  }

  package func quantize(_ matrix: Matrix, axis: QuantizationAxis) -> QuantizedMatrix {
    let (rows, columns) = (matrix.rowCount, matrix.columnCount)
    return QuantizedMatrix(
      rowCount: rows, columnCount: columns, bytes: [UInt8](repeating: 0, count: rows * columns),
      scales: [Float](repeating: 0, count: axis == .row ? rows : columns), axis: axis)
  }

  package func reduce(_ lanes: [FloatBuffer], _ range: Range<Int>) -> Double { 0 }
}
