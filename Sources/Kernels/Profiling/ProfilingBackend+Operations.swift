// MARK: - Memory

extension ProfilingBackend {
  package func allocate(_ count: Int) -> FloatBuffer { base.allocate(count) }
  package func allocateRoom(_ count: Int) -> FloatBuffer { base.allocateRoom(count) }

  package func clear(_ buffer: FloatBuffer) {
    note(.clearing, .clearing(buffer.count)) { base.clear(buffer) }
  }

  package func write(_ values: Span<Float>, to buffer: FloatBuffer) {
    base.write(values, to: buffer)
  }

  package func withNumbers<Result>(
    of buffer: FloatBuffer, _ body: (Span<Float>) throws -> Result
  ) rethrows -> Result {
    try base.withNumbers(of: buffer, body)
  }

  package func copy(_ source: Matrix, to destination: Matrix) {
    note(.copying, .copying(source.rowCount * source.columnCount)) {
      base.copy(source, to: destination)
    }
  }

  package func roundToBFloat16(_ matrix: Matrix) {
    note(.rounding, .rounding(matrix)) { base.roundToBFloat16(matrix) }
  }
}

// MARK: - Matrix products

extension ProfilingBackend {
  package func packedCount(rowCount: Int, columnCount: Int, storage: Precision) -> Int {
    base.packedCount(rowCount: rowCount, columnCount: columnCount, storage: storage)
  }

  package func pack(_ rows: Matrix, firstRow: Int, transposed: Bool, into packed: PackedMatrix) {
    note(.packing(packed.precision), .packing(rows, packed.precision)) {
      base.pack(rows, firstRow: firstRow, transposed: transposed, into: packed)
    }
  }

  package func pack(bfloat16 bytes: Span<UInt8>, transposed: Bool, into packed: PackedMatrix) {
    note(.packing(packed.storage), .copyingBytes(bytes.count)) {
      base.pack(bfloat16: bytes, transposed: transposed, into: packed)
    }
  }

  package func pack(
    quantized bytes: Span<UInt8>, scales: Span<Float>, transposed: Bool,
    into packed: PackedMatrix
  ) {
    note(.packing(packed.precision), .copyingBytes(bytes.count)) {
      base.pack(quantized: bytes, scales: scales, transposed: transposed, into: packed)
    }
  }

  package func quantize(_ matrix: Matrix, axis: QuantizationAxis) -> QuantizedMatrix {
    note(.packing(.int8), .packing(matrix, .int8)) { base.quantize(matrix, axis: axis) }
  }

  package func selectColumns(
    _ columns: [Int32], of packed: PackedMatrix, into selection: PackedMatrix
  ) {
    note(.packing(packed.precision), .selection(selection)) {
      base.selectColumns(columns, of: packed, into: selection)
    }
  }

  package func multiply(
    _ a: Matrix, _ b: PackedMatrix, epilogue: ProductEpilogue, into c: Matrix
  ) {
    let shape = ProductShape(rowCount: b.rowCount, columnCount: b.columnCount)
    noteProduct(.product(b.precision), of: a, shape, .product(a, b, epilogue)) {
      base.multiply(a, b, epilogue: epilogue, into: c)
    }
  }

  package func addTransposedProduct(
    _ a: Matrix, _ b: Matrix, to c: Matrix, precision: Precision
  ) {
    let shape = ProductShape(rowCount: c.rowCount, columnCount: c.columnCount)
    noteProduct(.weightGradient(precision), of: a, shape, .weightGradient(a, b)) {
      base.addTransposedProduct(a, b, to: c, precision: precision)
    }
  }

  package func addColumnSums(of x: Matrix, to sums: FloatBuffer) {
    note(.biasGradient, .columnSums(x)) { base.addColumnSums(of: x, to: sums) }
  }
}

// MARK: - Operations on elements and rows

extension ProfilingBackend {
  package func add(_ x: FloatBuffer, to y: FloatBuffer) {
    note(.gradientAddition, .elementwise(x.count)) { base.add(x, to: y) }
  }

  package func blend(_ x: FloatBuffer, weight: Float, into y: FloatBuffer) {
    note(.movingAverage, .elementwise(x.count)) { base.blend(x, weight: weight, into: y) }
  }

  package func reluBackward(output: FloatBuffer, gradient: FloatBuffer) {
    note(.relu, .elementwise(output.count)) {
      base.reluBackward(output: output, gradient: gradient)
    }
  }

  package func drop(_ dropout: Dropout, _ x: FloatBuffer) {
    note(.dropout, .dropout(x.count)) { base.drop(dropout, x) }
  }

  package func residualNorm(_ forward: ResidualNormForward) {
    note(.residualNorm, .residualNorm(forward.x)) { base.residualNorm(forward) }
  }

  package func residualNormBackward(_ backward: ResidualNormBackward) {
    let cost = OperationCost.residualNormBackward(
      backward.forward.x, accumulates: backward.accumulatesX)
    note(.residualNorm, cost) { base.residualNormBackward(backward) }
  }

  package func embed(_ embedding: EmbeddingForward) {
    note(.embedding, .embedding(embedding.output)) { base.embed(embedding) }
  }

  package func embed(_ embedding: PackedEmbedding) {
    note(.embedding, .embedding(embedding)) { base.embed(embedding) }
  }

  package func embedBackward(_ embedding: EmbeddingBackward) {
    note(.embedding, .embeddingBackward(embedding.outputGradient)) {
      base.embedBackward(embedding)
    }
  }
}

// MARK: - Attention

extension ProfilingBackend {
  package func attend(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, dropout: Dropout,
    into output: Matrix, logSums: FloatBuffer
  ) {
    note(.attention, .attention(geometry)) {
      base.attend(geometry, operands, dropout: dropout, into: output, logSums: logSums)
    }
  }

  package func attendBackward(
    _ geometry: AttentionGeometry, _ operands: AttentionOperands, forward: AttentionResult,
    outputGradient: Matrix, into gradients: AttentionOperands
  ) {
    note(.attention, .attentionBackward(geometry)) {
      base.attendBackward(
        geometry, operands, forward: forward, outputGradient: outputGradient, into: gradients)
    }
  }

  package func write(
    keys: Matrix, values: Matrix, toSlots slots: [Int32], of cache: KeyValueCache
  ) {
    note(.cacheWriting, .cacheWriting(keys, cache)) {
      base.write(keys: keys, values: values, toSlots: slots, of: cache)
    }
  }

  package func attendToCache(
    _ query: Matrix, _ cache: KeyValueCache, rows: CachedRows, into output: Matrix
  ) {
    note(.cachedAttention, .cachedAttention(query, cache, pairCount: rows.slots.count)) {
      base.attendToCache(query, cache, rows: rows, into: output)
    }
  }
}

extension ProfilingBackend {
  package func layOut(keys: Matrix, values: Matrix, into memory: StepMemory) {
    note(.memoryLayout, .memoryLayout(memory)) {
      base.layOut(keys: keys, values: values, into: memory)
    }
  }

  package func attendToMemory(_ step: MemoryAttention) {
    note(.memoryAttention, .memoryAttention(step)) { base.attendToMemory(step) }
  }
}

// MARK: - Output distribution and optimiser

extension ProfilingBackend {
  package func crossEntropy(
    logits: Matrix, targets: ArraySlice<Int32>, smoothing: Float, gradientScale: Float
  ) -> CrossEntropy {
    if gradientScale != 0 { noteLogitsGradient(logits) }
    return note(.crossEntropy, .crossEntropy(logits, withGradient: gradientScale != 0)) {
      base.crossEntropy(
        logits: logits, targets: targets, smoothing: smoothing, gradientScale: gradientScale)
    }
  }

  package func likeliest(_ logits: Matrix, _ request: LikeliestRequest) -> LikeliestTokens {
    note(.choice, .choice(logits, request)) { base.likeliest(logits, request) }
  }

  package func logSoftmax(_ logits: Matrix) {
    note(.logSoftmax, .logSoftmax(logits)) { base.logSoftmax(logits) }
  }

  package func reduce(_ lanes: [FloatBuffer], _ range: Range<Int>) -> Double {
    note(.reduction, .reduction(laneCount: lanes.count, range.count)) {
      base.reduce(lanes, range)
    }
  }

  package func adamUpdate(_ step: AdamStep, gradient: FloatBuffer, state: AdamBuffers) {
    note(.adam, .adam(gradient.count)) {
      base.adamUpdate(step, gradient: gradient, state: state)
    }
  }
}
