import Kernels
import Testing

/// Costs of attention count the pairs of a query and a key that are really seen.
@Suite struct AttentionCostTests {
  private let backend = ProfilingBackend(CPUBackend())

  /// Two heads of four columns; queries of 2 and 3 rows, keys of 5 and 1: 2·5 + 3·1 pairs.
  private let crossing = AttentionGeometry(
    queries: SequenceExtents(lengths: [2, 3]), keys: SequenceExtents(lengths: [5, 1]),
    headCount: 2, headDimension: 4, isCausal: false)

  /// Rows 1 to 3 see 1, 2 and 3 keys, rows 1 and 2 see 1 and 2: 6 + 3 pairs.
  private let causal = AttentionGeometry(
    queries: SequenceExtents(lengths: [3, 2]), keys: SequenceExtents(lengths: [3, 2]),
    headCount: 2, headDimension: 4, isCausal: true)

  @Test func forwardTakesFourAPairAndColumn() {
    // 5 rows of q and output, 6 of k and v, 8 columns; 5·2 normalisers.
    #expect(forward(crossing) == OperationCost(flops: 4 * 13 * 8, bytes: 4 * (22 * 8 + 10)))
  }

  @Test func causalRowsSeeHalf() {
    #expect(forward(causal) == OperationCost(flops: 4 * 9 * 8, bytes: 4 * (20 * 8 + 10)))
  }

  @Test func backwardTakesTenAPairAndColumn() {
    // q, output and two gradients of 5 rows; k, v and two gradients of 6.
    #expect(backward(crossing) == OperationCost(flops: 10 * 13 * 8, bytes: 4 * (44 * 8 + 10)))
    #expect(backward(causal) == OperationCost(flops: 10 * 9 * 8, bytes: 4 * (40 * 8 + 10)))
  }

  @Test(arguments: [(Kernels.Precision.f32, 4), (.bf16, 2)])
  func cachedRowsCountOncePerQuery(storage: Kernels.Precision, size: Int) {
    let layout = KeyValueCache.Layout(headCount: 2, headDimension: 4, storage: storage)
    let slots = Matrix(
      backend.allocate(6 * layout.width), rowCount: 6, columnCount: layout.width)
    let cache = KeyValueCache(slots, layout)
    let rows = CachedRows(slots: [0, 1, 2, 3, 0], starts: [0, 2, 5])
    let cost = backend.cost { backend.attendToCache(matrix(2), cache, rows: rows, into: matrix(2)) }
    #expect(cost == OperationCost(flops: 4 * 5 * 8, bytes: 4 * 4 * 8 + size * 10 * 8))
    let writing = backend.cost {
      backend.write(keys: matrix(2), values: matrix(2), toSlots: [4, 5], of: cache)
    }
    #expect(writing == OperationCost(flops: 0, bytes: (4 + size) * 2 * 16))
  }

  private func matrix(_ rowCount: Int) -> Matrix {
    Matrix(backend.allocate(rowCount * 8), rowCount: rowCount, columnCount: 8)
  }

  private func operands(_ geometry: AttentionGeometry) -> AttentionOperands {
    let keyCount = geometry.keys.rowCount
    return AttentionOperands(
      query: matrix(geometry.queries.rowCount), key: matrix(keyCount), value: matrix(keyCount))
  }

  private func result(_ geometry: AttentionGeometry) -> AttentionResult {
    let rowCount = geometry.queries.rowCount
    return AttentionResult(
      output: matrix(rowCount), logSums: backend.allocate(rowCount * geometry.headCount),
      dropout: .none)
  }

  private func forward(_ geometry: AttentionGeometry) -> OperationCost {
    let result = result(geometry)
    return backend.cost {
      backend.attend(
        geometry, operands(geometry), dropout: result.dropout, into: result.output,
        logSums: result.logSums)
    }
  }

  private func backward(_ geometry: AttentionGeometry) -> OperationCost {
    backend.cost {
      backend.attendBackward(
        geometry, operands(geometry), forward: result(geometry),
        outputGradient: matrix(geometry.queries.rowCount), into: operands(geometry))
    }
  }
}
