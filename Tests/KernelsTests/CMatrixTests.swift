import CKernels
import CKernels.Twins
import Testing

@Suite struct CMatrixTests {
  private static let sizes = [
    (1, 1), (2, 17), (3, 5), (16, 64), (17, 63), (64, 65), (100, 130), (33, 200),
  ]

  @Test(arguments: CTwin.all, Precision.allCases)
  func productEqualsNaiveForEveryTail(of twin: CTwin, in precision: Precision) {
    for m in 0...13 {
      for (k, n) in Self.sizes {
        let job = Product(m: m, k: k, n: n, precision: precision)
        expectClose(job.run(twin.kernels), job.naive(), "m \(m), k \(k), n \(n)")
      }
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func productTakesBiasReluAndAccumulation(of twin: CTwin, in precision: Precision) {
    for form in [Product.Form.bias, .biasThenRelu, .relu, .accumulate] {
      let job = Product(m: 7, k: 37, n: 150, form: form, precision: precision)
      expectClose(job.run(twin.kernels), job.naive(), "\(form)")
    }
  }

  /// One off a block of rows.
  @Test(arguments: CTwin.all, Precision.allCases)
  func productOfManyRowsEqualsNaive(of twin: CTwin, in precision: Precision) {
    for m in [255, 256, 257, 517] {
      let job = Product(m: m, k: 29, n: 70, form: .bias, precision: precision)
      expectClose(job.run(twin.kernels), job.naive(), "m \(m)")
    }
  }

  /// One off a block of steps, of floats and of pairs.
  @Test(arguments: CTwin.all, Precision.allCases)
  func productOfManyStepsEqualsNaive(of twin: CTwin, in precision: Precision) {
    for k in [2047, 2049, 4095, 4096, 4097, 8195] {
      let job = Product(m: 13, k: k, n: 70, form: .biasThenRelu, precision: precision)
      expectClose(job.run(twin.kernels), job.naive(), tolerance: 1e-4, "k \(k)")
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func productOfManyStepsAndRowsEqualsNaive(of twin: CTwin, in precision: Precision) {
    for form in [Product.Form.plain, .biasThenRelu, .accumulate] {
      let job = Product(m: 267, k: 4101, n: 70, form: form, precision: precision)
      expectClose(job.run(twin.kernels), job.naive(), tolerance: 1e-4, "\(form)")
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func productOverNoStepsIsTheBias(of twin: CTwin, in precision: Precision) {
    let job = Product(m: 2, k: 0, n: 20, form: .bias, precision: precision)
    expectClose(job.run(twin.kernels), job.naive(), tolerance: 0)
  }

  @Test(arguments: CTwin.all)
  func reluDoesNotHideNaN(of twin: CTwin) {
    var packed = [Float](repeating: 0, count: apus_packed_count(1, 1))
    var c: [Float] = [0]
    twin.kernels.pack([.nan], 1, 1, 1, 1, &packed, 64)
    twin.kernels.matmul([1], 1, 1, 1, 1, packed, nil, 1, 0, &c, 1)
    #expect(c[0].isNaN)
  }

  /// So few rows that panels are not cut into slices, and so many that they are where tiles are
  /// narrow.
  @Test(arguments: CTwin.all, Precision.allCases)
  func aRowOfAProductDoesNotDependOnTheOthers(of twin: CTwin, in precision: Precision) {
    for (m, k) in [(13, 4203), (29, 4203), (24, 256), (31, 257)] {
      let job = Product(m: m, k: k, n: 130, form: .biasThenRelu, precision: precision)
      let together = job.run(twin.kernels)
      for row in 0..<job.m {
        expectSameBits(
          job.rows(row, row + 1).run(twin.kernels),
          Array(together[row * job.ldc..<(row + 1) * job.ldc]), "m \(m), k \(k), row \(row)")
      }
    }
  }

  /// Tails of rows, steps and columns, and one off blocks of them.
  @Test(arguments: CTwin.all) func aWidenedProductHasTheBitsOfOneOfFloats(of twin: CTwin) {
    let jobs =
      (0...13).flatMap { m in Self.sizes.map { Product(m: m, k: $0, n: $1) } }
      + [Product.Form.bias, .biasThenRelu, .relu, .accumulate].flatMap { form in
        [(7, 37, 150), (257, 64, 70), (13, 0, 20), (5, 4095, 65), (13, 4097, 70), (3, 8194, 9)].map
        {
          Product(m: $0, k: $1, n: $2, form: form)
        }
      }
    for job in jobs {
      expectSameBits(
        job.runRounded(twin.kernels, widens: true), job.runRounded(twin.kernels, widens: false),
        "m \(job.m), k \(job.k), n \(job.n), \(job.form)")
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func transposedProductEqualsNaive(of twin: CTwin, in precision: Precision) {
    for m in [0, 1, 2, 5, 64, 383, 513, 1100] {
      for (k, n) in [(1, 1), (5, 7), (13, 65), (96, 64), (103, 130)] {
        let job = TransposedProduct(m: m, k: k, n: n, precision: precision)
        expectClose(
          job.run(twin.kernels), job.naive(), tolerance: 3e-5, "m \(m), k \(k), n \(n)")
      }
    }
  }

  /// One off a block of rows and of columns of the output, and one off blocks of steps.
  @Test(arguments: CTwin.all, Precision.allCases)
  func largeTransposedProductEqualsNaive(of twin: CTwin, in precision: Precision) {
    for (m, k, n) in [
      (3, 255, 17), (31, 256, 63), (7, 257, 66), (1023, 3, 5), (2049, 5, 3), (9, 3, 2047),
      (9, 3, 2049),
    ] {
      let job = TransposedProduct(m: m, k: k, n: n, precision: precision)
      expectClose(
        job.run(twin.kernels), job.naive(), tolerance: 6e-5, "m \(m), k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all)
  func columnSumsAreAddedToTheOutput(of twin: CTwin) {
    for (m, n) in [(0, 3), (1, 1), (4, 16), (7, 33), (50, 100)] {
      let ld = n + 2
      let x = CNumbers.array(m * ld)
      var sums = CNumbers.array(n, seed: 2)
      let wanted = (0..<n).map { column in
        (0..<m).reduce(Double(sums[column])) { $0 + Double(x[$1 * ld + column]) }
      }
      twin.kernels.add_column_sums(x, ld, m, n, &sums)
      expectClose(sums, wanted, "m \(m), n \(n)")
    }
  }
}
