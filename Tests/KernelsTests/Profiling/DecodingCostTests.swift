import Kernels
import Testing

/// Costs of the operations of decoding steps, and what a plan of their memory counts.
@Suite struct DecodingCostTests {
  private let backend = ProfilingBackend(CPUBackend())

  @Test func numbersOfInt8HaveOneByte() {
    let b = backend.makePacked(rowCount: 3, columnCount: 5, precision: .int8)
    let (a, c) = (matrix(2, 3), matrix(2, 5))
    let product = backend.cost { backend.multiply(a, b, epilogue: .store, into: c) }
    #expect(product == OperationCost(flops: 60, bytes: 24 + 15 + 40))
    let quantization = backend.cost { _ = backend.quantize(matrix(3, 5), axis: .column) }
    #expect(quantization == OperationCost(flops: 0, bytes: 60 + 15))
    let quantized = backend.quantize(matrix(3, 5), axis: .column)
    let packing = backend.cost { backend.pack(quantized, transposed: false, into: b) }
    #expect(packing == OperationCost(flops: 0, bytes: 30))
    let two = backend.makePacked(rowCount: 3, columnCount: 2, precision: .int8)
    let selection = backend.cost { backend.selectColumns([4, 1], of: b, into: two) }
    #expect(selection == OperationCost(flops: 0, bytes: 12))
  }

  @Test func packedEmbeddingReadsAColumnATokenInItsPrecision() {
    for (precision, size) in [(Kernels.Precision.f32, 4), (.bf16, 2), (.int8, 1)] {
      let embedding = PackedEmbedding(
        table: backend.makePacked(rowCount: 3, columnCount: 7, precision: precision),
        ids: [4, 6], positionTable: matrix(5, 3), positions: [0, 1], scale: 2,
        output: matrix(2, 3))
      // 2 operations an element; a position read and the sum written.
      let expected = OperationCost(flops: 12, bytes: 48 + 6 * size)
      #expect(backend.cost { backend.embed(embedding) } == expected)
    }
  }

  @Test func choiceReadsTheLogitsOfItsLists() {
    let logits = matrix(2, 5)
    let all = backend.cost { _ = backend.likeliest(logits, LikeliestRequest(count: 1)) }
    #expect(all == OperationCost(flops: 40, bytes: 40))
    let shortlists = RowShortlists(ids: [0, 2, 4, 1], offsets: [0, 3, 4], listOfRow: [0, 0])
    let listed = backend.cost {
      _ = backend.likeliest(logits, LikeliestRequest(count: 1, shortlists: shortlists))
    }
    #expect(listed == OperationCost(flops: 24, bytes: 24))
  }

  @Test(arguments: [(Kernels.Precision.f32, 4), (.bf16, 2)])
  func memoriesCountForTheirOwnQueries(storage: Kernels.Precision, size: Int) {
    let (queries, extents) = (SequenceExtents(lengths: [2, 3]), SequenceExtents(lengths: [5, 1]))
    let memory = StepMemory(
      extents, headCount: 2, headDimension: 4, storage: storage, allocate: backend.allocate)
    var step = MemoryAttention(
      query: matrix(5, 8), queries: queries, memory: memory, output: matrix(5, 8))
    // 2·5 + 3·1 pairs; 5 rows of q and output, 6 of k and v.
    let bytes = 4 * 10 * 8 + size * 12 * 8
    let plain = OperationCost(flops: 4 * 13 * 8, bytes: bytes)
    #expect(backend.cost { backend.attendToMemory(step) } == plain)
    step.meanProbabilities = matrix(5, 5)
    let means = OperationCost(flops: 4 * 13 * 8, bytes: bytes + 4 * 13)
    #expect(backend.cost { backend.attendToMemory(step) } == means)
    let layout = backend.cost {
      backend.layOut(keys: matrix(6, 8), values: matrix(6, 8), into: memory)
    }
    #expect(layout == OperationCost(flops: 0, bytes: (4 + size) * 96))
  }

  /// A plan answers every call, and counts what the CPU would need.
  @Test func plansCountScratchAndPacks() {
    let plan = PlanningBackend()
    let packed = plan.makePacked(rowCount: 512, columnCount: 64, precision: .int8)
    #expect(plan.highWaterCount == 64 * (128 + 2))
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(plan.allocate(rows * columns), rowCount: rows, columnCount: columns)
    }
    plan.multiply(matrix(2, 512), packed, epilogue: .store, into: matrix(2, 64))
    #expect(plan.scratchCount > 2 * 128)
    let found = plan.likeliest(matrix(2, 90_000), LikeliestRequest(count: 3, asked: 1))
    #expect(found.tokens.count == 6 && found.askedLogProbabilities.count == 2)
    #expect(plan.scratchCount >= 90_000)
    let keys = SequenceExtents(lengths: [70_000])
    let memory = StepMemory(
      keys, headCount: 1, headDimension: 8, storage: .f32, allocate: plan.allocate)
    let step = MemoryAttention(
      query: matrix(1, 8), queries: SequenceExtents(lengths: [1]), memory: memory,
      output: matrix(1, 8))
    plan.attendToMemory(step)
    #expect(plan.scratchCount >= 16 * 70_000)
    #expect(plan.quantize(matrix(2, 3), axis: .row).scales == [0, 0])
  }

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    Matrix(
      backend.allocate(rowCount * columnCount), rowCount: rowCount, columnCount: columnCount)
  }
}
