import Kernels
import Testing

/// Costs of layer normalisation and embedding, two rows of three columns.
@Suite struct RowCostTests {
  private let backend = ProfilingBackend(CPUBackend())

  @Test func residualNorm() {
    // 9 an element; four matrices, gain and bias, a number a row.
    let expected = OperationCost(flops: 54, bytes: 4 * (24 + 6 + 2))
    #expect(backend.cost { backend.residualNorm(forward) } == expected)
  }

  @Test func residualNormBackward() {
    func run(accumulates: Bool) -> OperationCost {
      let backward = ResidualNormBackward(
        forward: forward, outputGradient: matrix(2), xGradient: matrix(2),
        accumulatesX: accumulates, sublayerGradient: matrix(2),
        gainGradient: backend.allocate(3), biasGradient: backend.allocate(3))
      return backend.cost { backend.residualNormBackward(backward) }
    }
    // 12 an element; four matrices, gain and twice its gradient and the bias's, a number a row.
    #expect(run(accumulates: false) == OperationCost(flops: 72, bytes: 4 * (24 + 15 + 2)))
    #expect(run(accumulates: true) == OperationCost(flops: 78, bytes: 4 * (30 + 15 + 2)))
  }

  @Test func embedding() {
    let forward = EmbeddingForward(
      table: matrix(7), ids: [4, 6], positionTable: matrix(5), positions: [0, 1], scale: 2,
      dropout: .none, output: matrix(2))
    let backward = EmbeddingBackward(
      ids: [4, 6], scale: 2, dropout: .none, outputGradient: matrix(2), tableGradient: matrix(7))
    // 3 an element; two rows read and one written a token, whatever the table's size.
    let expected = OperationCost(flops: 18, bytes: 72)
    #expect(backend.cost { backend.embed(forward) } == expected)
    #expect(backend.cost { backend.embedBackward(backward) } == expected)
  }

  private func matrix(_ rowCount: Int) -> Matrix {
    Matrix(backend.allocate(rowCount * 3), rowCount: rowCount, columnCount: 3)
  }

  private var forward: ResidualNormForward {
    ResidualNormForward(
      x: matrix(2), sublayer: matrix(2), dropout: .none, gain: backend.allocate(3),
      bias: backend.allocate(3), epsilon: 1e-5, output: matrix(2), normalised: matrix(2),
      reciprocal: backend.allocate(2))
  }
}
