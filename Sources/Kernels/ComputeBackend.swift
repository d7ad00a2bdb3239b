/// What the rest of Apus computes with: memory, matrix products and fused operations on f32.
///
/// Everything above this protocol speaks in buffers and matrices and never touches memory itself,
/// so that another device fits behind it. One instance belongs to one worker at a time and owns
/// that worker's scratch memory; buffers may be shared between instances of the same kind.
/// Operations come in pairs, forward and `…Backward`. Sizes are checked by the implementation;
/// results are written into the buffers given.
package protocol ComputeBackend: AnyObject {
  /// What the computation runs on, for logs: "CPU, AVX-512".
  var name: String { get }

  // MARK: Memory

  /// New memory for `count` numbers, all zero.
  func allocate(_ count: Int) -> FloatBuffer
  /// The same for a block of which often no more than the beginning is written to.
  func allocateRoom(_ count: Int) -> FloatBuffer
  /// Sets every number of the buffer to zero.
  func clear(_ buffer: FloatBuffer)
  /// Copies numbers from the program into a buffer of the same length.
  func write(_ values: Span<Float>, to buffer: FloatBuffer)
  /// Hands the buffer's numbers to `body` without copying where the memory allows it.
  func withNumbers<Result>(of buffer: FloatBuffer, _ body: (Span<Float>) throws -> Result) rethrows
    -> Result
  /// Copies a matrix onto another one of the same size.
  func copy(_ source: Matrix, to destination: Matrix)
  /// Rounds each number of a matrix to the nearest bf16, in place.
  func roundToBFloat16(_ matrix: Matrix)

  // MARK: Matrix products

  /// How many numbers of memory a packed `[rowCount, columnCount]` matrix takes.
  func packedCount(rowCount: Int, columnCount: Int, storage: Precision) -> Int
  /// Packs rows of a matrix, or of its transpose's columns, as a part of the right-hand side of
  /// products.
  ///
  /// The rows given are those from `firstRow` on of the whole matrix. `firstRow` is a multiple of
  /// `packingRows`. In int8 they are the whole matrix: a column's scale depends on all its rows.
  func pack(_ rows: Matrix, firstRow: Int, transposed: Bool, into packed: PackedMatrix)
  /// Packs bf16 as they stand in a file, at any alignment: all of the packed matrix or of its
  /// transpose, row-major, into one that stores bf16.
  func pack(bfloat16 bytes: Span<UInt8>, transposed: Bool, into packed: PackedMatrix)
  /// Packs integers and the scales of the packed matrix's columns, in int8.
  ///
  /// The bytes are two's complement, row-major, of the packed matrix or of its transpose, whose
  /// scales are those of its rows. They are read where they are, such as in a mapped file.
  func pack(
    quantized bytes: Span<UInt8>, scales: Span<Float>, transposed: Bool,
    into packed: PackedMatrix)
  /// Rounds a matrix to integers with a scale for each row or column, in the way of `pack` in int8.
  func quantize(_ matrix: Matrix, axis: QuantizationAxis) -> QuantizedMatrix
  /// Packs some columns of a packed matrix apart from the others, as the output projection of a
  /// shortlist; numbers stay what they are.
  func selectColumns(
    _ columns: [Int32], of packed: PackedMatrix, into selection: PackedMatrix)
  /// C = A B, plus what the epilogue says. Nothing is accumulated in int8.
  func multiply(_ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix)
  /// C += Aᵀ B: the gradient of a weight from its layer's input and the gradient of its output. Not
  /// in int8.
  func addTransposedProduct(_ a: Matrix, _ b: Matrix, to c: Matrix, precision: Precision)
  /// sums += the sum over the rows of x: the gradient of a bias.
  func addColumnSums(of x: Matrix, to sums: FloatBuffer)

  // MARK: Element-wise

  /// y += x.
  func add(_ x: FloatBuffer, to y: FloatBuffer)
  /// y += weight (x - y).
  func blend(_ x: FloatBuffer, weight: Float, into y: FloatBuffer)
  /// gradient = 0 wherever the output of max(0, x) is 0.
  func reluBackward(output: FloatBuffer, gradient: FloatBuffer)
  /// x = Dropout(x), in place; the pullback is the same on the gradient.
  func drop(_ dropout: Dropout, _ x: FloatBuffer)

  // MARK: Residual connection, dropout and layer normalisation (§5.4, §3.1)

  /// output = LayerNorm(x + Dropout(sublayer)).
  func residualNorm(_ forward: ResidualNormForward)
  /// The pullback of `residualNorm`.
  func residualNormBackward(_ backward: ResidualNormBackward)

  // MARK: Embedding (§3.4, §3.5)

  /// output[i] = Dropout(WordDropout(table[ids[i]]) * scale + positionTable[positions[i]]).
  func embed(_ embedding: EmbeddingForward)
  /// output[i] = column ids[i] of the table * scale + positionTable[positions[i]]: with f32 the bits
  /// of `embed` from the table itself.
  func embed(_ embedding: PackedEmbedding)
  /// tableGradient[ids[i]] += scale * WordDropout(Dropout(gradient[i])), in the order of i.
  func embedBackward(_ embedding: EmbeddingBackward)

  // MARK: Attention (§3.2)

  /// output = Dropout(softmax(Q Kᵀ / √d_k)) V per sequence and head; keeps the log of each row's
  /// normaliser (`[query rows, headCount]`).
  func attend(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, dropout: Dropout,
    into output: Matrix, logSums: FloatBuffer)
  /// The pullback of `attend`; probabilities are computed again.
  func attendBackward(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, forward: AttentionResult,
    outputGradient: Matrix, into gradients: AttentionOperands)
  /// Writes each row of keys and of values, both `[rows, D]`, into a slot of its own of a cache; in
  /// bf16 they are rounded.
  func write(keys: Matrix, values: Matrix, toSlots slots: [Int32], of cache: KeyValueCache)
  /// One decoding step: each query row attends to its own slots of a cache. The bits are those that
  /// `attend` over the numbers of the cache has in the last row of a causal sequence of up to 128
  /// tokens.
  func attendToCache(
    _ query: Matrix, _ cache: KeyValueCache, rows: CachedRows, into output: Matrix)
  /// Lays out keys and values, both `[tokens, D]`, for `attendToMemory`; in bf16 they are rounded.
  func layOut(keys: Matrix, values: Matrix, into memory: StepMemory)
  /// One decoding step: the rows of each sentence attend to all keys of its source. The bits are
  /// those of `attend` over the numbers that the memory has, where no source has more than 128
  /// tokens.
  func attendToMemory(_ step: MemoryAttention)

  // MARK: Output distribution (§5.4)

  /// Label-smoothed cross-entropy of logits `[rows, vocabulary]`; with a gradient scale other than
  /// 0 the logits are overwritten by their scaled gradient.
  func crossEntropy(
    logits: Matrix, targets: ArraySlice<Int32>, smoothing: Float, gradientScale: Float
  ) -> CrossEntropy
  /// Each row of logits becomes log-probabilities.
  func logSoftmax(_ logits: Matrix)
  /// The likeliest tokens of each row of logits `[rows, V]`, which stay as they are, with the
  /// log-probabilities that `logSoftmax` would give them.
  func likeliest(_ logits: Matrix, _ request: LikeliestRequest) -> LikeliestTokens

  // MARK: Optimiser (§5.3)

  /// Adds a range of all lanes to that of the first: neighbours, then neighbours of these, and so
  /// on. Returns the sum of squares of the result, in an order fixed by the count.
  func reduce(_ lanes: [FloatBuffer], _ range: Range<Int>) -> Double
  /// One Adam step on a range of parameters.
  func adamUpdate(_ step: AdamStep, gradient: FloatBuffer, state: AdamBuffers)
}

/// Rows of a matrix can be packed apart from the others in multiples of this.
package let packingRows = 64

extension ComputeBackend {
  /// Room for a packed `[rowCount, columnCount]` matrix.
  package func makePacked(
    rowCount: Int, columnCount: Int, precision: Precision, storage: Precision? = nil
  ) -> PackedMatrix {
    let count = packedCount(
      rowCount: rowCount, columnCount: columnCount, storage: storage ?? precision)
    return PackedMatrix(
      buffer: allocate(count), rowCount: rowCount, columnCount: columnCount, precision: precision,
      storage: storage)
  }

  /// Packs a quantized matrix, or its transpose; scales belong to the columns of the packed matrix.
  package func pack(_ matrix: QuantizedMatrix, transposed: Bool, into packed: PackedMatrix) {
    precondition(
      matrix.axis == (transposed ? .row : .column)
        && (transposed ? matrix.columnCount : matrix.rowCount) == packed.rowCount,
      "[\(matrix.rowCount), \(matrix.columnCount)] with a scale for each \(matrix.axis) into a "
        + "packed [\(packed.rowCount), \(packed.columnCount)] matrix")
    pack(
      quantized: matrix.bytes.span, scales: matrix.scales.span, transposed: transposed,
      into: packed)
  }
}

/// What a matrix product does with its result.
package enum ProductEpilogue: Sendable {
  /// C = A B.
  case store
  /// C += A B.
  case accumulate
  /// C = A B + bias.
  case bias(FloatBuffer)
  /// C = max(0, A B + bias).
  case biasReLU(FloatBuffer)
}
