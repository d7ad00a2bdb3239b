import CKernels
import CKernels.Twins
import Testing

@Suite struct CTwinTests {
  /// An operation whose floats the twins have to share.
  struct Operation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (apus_kernels) -> [Float]

    init(_ name: String, _ run: @escaping @Sendable (apus_kernels) -> [Float]) {
      testDescription = name
      self.run = run
    }
  }

  /// Operands are rounded alike and their products are exact, so that even `portable` rounds alike.
  static let productsOfBF16 = [
    Operation("bf16 matrix product") { kernels in
      (1...13).flatMap {
        Product(m: $0, k: 4203, n: 150, form: .biasThenRelu, precision: .bf16).run(kernels)
      }
    },
    Operation("accumulated bf16 matrix product") {
      Product(m: 200, k: 77, n: 90, form: .accumulate, precision: .bf16).run($0)
    },
    Operation("transposed bf16 product") {
      TransposedProduct(m: 2101, k: 103, n: 150, precision: .bf16).run($0)
    },
  ]

  static let operations = [
    Operation("matrix product") { kernels in
      (1...13).flatMap { Product(m: $0, k: 2100, n: 150, form: .biasThenRelu).run(kernels) }
    },
    Operation("accumulated matrix product") {
      Product(m: 100, k: 77, n: 90, form: .accumulate).run($0)
    },
    Operation("transposed product") { TransposedProduct(m: 1100, k: 103, n: 150).run($0) },
    Operation("exponential") { kernels in
      let x = (0..<10_000).map { Float($0) * 0.0175 - 87.5 }
      var y = x
      kernels.exponential(x, x.count, &y)
      return y
    },
    Operation("residual norm") { kernels in
      [5, 128, 500].flatMap { ResidualNorm(rows: 7, d: $0, dropout: .tenth).forward(kernels).y }
    },
    Operation("residual norm backward") { kernels in
      [5, 128, 500].flatMap { d in
        let gradient = ResidualNorm(rows: 7, d: d, dropout: .tenth).backward(kernels)
        return gradient.dx + gradient.ds + gradient.dgain + gradient.dbias
      }
    },
    Operation("attention") { kernels in
      [
        Attention([1, 17, 100], causal: true, headDimension: 32), Attention([50], headDimension: 5),
      ]
      .flatMap { job in
        let (out, logSums) = job.forward(kernels)
        return out + logSums
      }
    },
    Operation("attention backward") { kernels in
      [
        Attention([1, 17, 100], causal: true, headDimension: 32), Attention([50], headDimension: 5),
      ]
      .flatMap { job in
        let gradient = job.backward(kernels)
        return gradient.q + gradient.k + gradient.v
      }
    },
    Operation("attention with dropout, both ways") { kernels in
      var job = Attention([1, 17, 100], causal: true, headDimension: 32)
      job.dropout = .tenth
      let gradient = job.backward(kernels)
      return job.forward(kernels).out + gradient.q + gradient.k + gradient.v
    },
    Operation("attention step") { kernels in
      [false, true].flatMap { rounds in
        var job = Attention([67], causal: true, heads: 13, headDimension: 40)
        job.roundsKeysAndValues = rounds
        return job.steps([1, 16, 67], kernels)
      }
    },
    Operation("attention step over a memory") { kernels in
      [5, 32, 64].flatMap { d in
        [false, true].flatMap { inPairs -> [Float] in
          var job = MemoryStep([1, 5, 17], keys: [40, 129, 3], headDimension: d)
          job.inPairs = inPairs
          let (out, means) = job.run(kernels)
          return out + means
        }
      }
    },
    Operation("likeliest tokens") { kernels in
      let choice = Choice(rows: 3, v: 8001).run(kernels, count: 9, asked: 2)
      return choice.logProbabilities + choice.asked
    },
    Operation("cross-entropy") { kernels in
      let job = Loss(rows: 3, v: 8000, smoothing: 0.1)
      let (loss, gradient) = job.run(kernels, gradientScale: 0.25)
      return gradient + [Float(loss.loss), Float(loss.log_likelihood)]
    },
    Operation("sum of squares") { kernels in
      [17, 1000].map { Float(kernels.sum_of_squares(CNumbers.array($0), $0)) }
    },
  ]

  @Test(arguments: operations + productsOfBF16)
  func instructionSetsWithFusedMultiplyAddGiveTheSameBits(_ operation: Operation) {
    let results = CTwin.fused.map { operation.run($0.kernels) }
    for result in results {
      #expect(!result.isEmpty)
      expectSameBits(result, results[results.count - 1])
    }
  }

  @Test(arguments: productsOfBF16)
  func productsOfBF16HaveTheSameBitsOnEveryInstructionSet(_ operation: Operation) {
    let wanted = operation.run(CTwin.portable.kernels)
    for twin in CTwin.all { expectSameBits(operation.run(twin.kernels), wanted, "\(twin)") }
  }

  @Test(arguments: operations)
  func portableStaysClose(_ operation: Operation) {
    expectClose(
      operation.run(CTwin.portable.kernels),
      operation.run(CTwin.all[CTwin.all.count - 1].kernels).map(Double.init), tolerance: 1e-4)
  }
}
