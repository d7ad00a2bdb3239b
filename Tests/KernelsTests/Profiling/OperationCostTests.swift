import Kernels
import Testing

/// Costs against numbers worked out by hand, at sizes where every factor can be told from the
/// others.
@Suite struct OperationCostTests {
  private let backend = ProfilingBackend(CPUBackend())

  @Test func productReadsBothAndWritesOne() {
    let (a, b, c) = (matrix(2, 3), packed(3, 5), matrix(2, 5))
    // 2·2·3·5 operations; 6 + 15 + 10 numbers.
    let expected = OperationCost(flops: 60, bytes: 124)
    #expect(cost { backend.multiply(a, b, epilogue: .store, into: c) } == expected)
  }

  @Test func epilogueAddsWhatItReads() {
    let (a, b, c) = (matrix(2, 3), packed(3, 5), matrix(2, 5))
    let bias = backend.allocate(5)
    let accumulated = OperationCost(flops: 60, bytes: 124 + 40)
    #expect(cost { backend.multiply(a, b, epilogue: .accumulate, into: c) } == accumulated)
    let biased = OperationCost(flops: 60, bytes: 124 + 20)
    #expect(cost { backend.multiply(a, b, epilogue: .bias(bias), into: c) } == biased)
    #expect(cost { backend.multiply(a, b, epilogue: .biasReLU(bias), into: c) } == biased)
  }

  @Test func numbersOfAPackedMatrixInBF16HaveTwoBytes() {
    let b = backend.makePacked(rowCount: 3, columnCount: 5, precision: .bf16)
    let product = OperationCost.product(matrix(2, 3), b, .store)
    #expect(product == OperationCost(flops: 60, bytes: 24 + 30 + 40))
    #expect(OperationCost.packing(matrix(3, 5), .bf16).bytes == 60 + 30)
  }

  @Test func packingReadsAndWrites() {
    let b = packed(3, 5)
    let packing = cost {
      backend.pack(matrix(3, 5), firstRow: 0, transposed: false, into: b)
    }
    #expect(packing == OperationCost(flops: 0, bytes: 120))
  }

  @Test func weightGradientReadsAndWritesTheSum() {
    let (a, b, c) = (matrix(2, 3), matrix(2, 5), matrix(3, 5))
    // 6 + 10 + 2·15 numbers.
    let expected = OperationCost(flops: 60, bytes: 184)
    #expect(cost { backend.addTransposedProduct(a, b, to: c, precision: .f32) } == expected)
  }

  @Test func elementsAndColumns() {
    let (x, y) = (backend.allocate(7), backend.allocate(7))
    #expect(cost { backend.add(x, to: y) } == OperationCost(flops: 7, bytes: 84))
    let relu = cost { backend.reluBackward(output: x, gradient: y) }
    #expect(relu == OperationCost(flops: 7, bytes: 84))
    let drop = cost { backend.drop(Dropout(rate: 0.5, key: 1), x) }
    #expect(drop == OperationCost(flops: 7, bytes: 56))
    #expect(cost { backend.clear(x) } == OperationCost(flops: 0, bytes: 28))
    #expect(cost { backend.copy(matrix(2, 3), to: matrix(2, 3)) }.bytes == 48)
    let sums = backend.allocate(3)
    // 6 + 2·3 numbers.
    let bias = cost { backend.addColumnSums(of: matrix(2, 3), to: sums) }
    #expect(bias == OperationCost(flops: 6, bytes: 48))
  }

  @Test func reductionReadsEveryLaneAndWritesOne() {
    let lanes = (0..<4).map { _ in backend.allocate(10) }
    // Three additions and a square added: 5 of each of 6 numbers; 4 read and 1 written.
    let expected = OperationCost(flops: 30, bytes: 120)
    #expect(cost { _ = backend.reduce(lanes, 2..<8) } == expected)
  }

  @Test func adamMovesSevenNumbersAParameter() {
    let buffers = (0..<4).map { _ in backend.allocate(3) }
    let step = AdamStep(
      learningRate: 1, beta1: 0.9, beta2: 0.98, epsilon: 1e-9, step: 1, gradientScale: 1)
    let state = AdamBuffers(
      parameters: buffers[1], firstMoment: buffers[2], secondMoment: buffers[3])
    let adam = cost { backend.adamUpdate(step, gradient: buffers[0], state: state) }
    #expect(adam == OperationCost(flops: 45, bytes: 84))
  }

  @Test func crossEntropyWritesOnlyAGradient() {
    let logits = matrix(2, 5)
    let targets: ArraySlice<Int32> = [1, 4]
    func run(_ scale: Float) -> OperationCost {
      cost {
        _ = backend.crossEntropy(
          logits: logits, targets: targets, smoothing: 0.1, gradientScale: scale)
      }
    }
    #expect(run(0) == OperationCost(flops: 50, bytes: 40))
    #expect(run(1) == OperationCost(flops: 80, bytes: 80))
    #expect(cost { backend.logSoftmax(logits) } == OperationCost(flops: 50, bytes: 80))
  }

  // MARK: Helpers

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    Matrix(
      backend.allocate(rowCount * columnCount), rowCount: rowCount, columnCount: columnCount)
  }

  private func packed(_ rowCount: Int, _ columnCount: Int) -> PackedMatrix {
    backend.makePacked(rowCount: rowCount, columnCount: columnCount, precision: .f32)
  }

  private func cost(_ run: () -> Void) -> OperationCost { backend.cost(run) }
}

extension ProfilingBackend {
  /// What the operations of `run` cost.
  func cost(_ run: () -> Void) -> OperationCost {
    clearProfile()
    enter(.forward)
    run()
    leave()
    return profile.total().cost
  }
}
