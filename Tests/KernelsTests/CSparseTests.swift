import CKernels
import CKernels.Twins
import Testing

/// Products with rows that are mostly zeros, which are computed in another way.
@Suite struct CSparseTests {
  /// Rows, steps and columns, with tails of each and one off blocks of them.
  private static let sizes = [
    (1, 64, 16), (2, 37, 5), (5, 256, 64), (13, 255, 65), (9, 257, 300), (40, 2049, 130),
    (257, 130, 70), (3, 4101, 600), (7, 515, 2112),
  ]

  /// A first row without zeros makes all steps count.
  @Test(arguments: CTwin.all, Precision.allCases)
  func sparseRowsHaveTheBitsOfAllSteps(of twin: CTwin, in precision: Precision) {
    for (m, k, n) in Self.sizes {
      for form in [Product.Form.plain, .biasThenRelu, .accumulate] {
        let job = Product(m: m + 1, k: k, n: n, form: form, precision: precision)
        let all = job.thinned(toOneIn: 19, fromRow: 1).run(twin.kernels)
        let sparse = job.thinned(toOneIn: 19).rows(1, m + 1).run(twin.kernels)
        expectSameBits(sparse, Array(all[job.ldc...]), "m \(m), k \(k), n \(n), \(form)")
      }
    }
  }

  @Test(arguments: CTwin.all) func sparseWidenedRowsHaveTheBitsOfFloats(of twin: CTwin) {
    // From 64 rows on, words are paired by columns, of up to 1024 columns.
    let sizes = Self.sizes + [(64, 700, 330), (65, 131, 1024), (70, 99, 1025), (300, 513, 16)]
    for (m, k, n) in sizes {
      for form in [Product.Form.bias, .biasThenRelu, .accumulate] {
        let job = Product(m: m, k: k, n: n, form: form).thinned(toOneIn: 19)
        expectSameBits(
          job.runRounded(twin.kernels, widens: true),
          job.runRounded(twin.kernels, widens: false), "m \(m), k \(k), n \(n), \(form)")
      }
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func stepsThatAreZeroArePassedOver(of twin: CTwin, in precision: Precision) {
    let job = Product(m: 2, k: 300, n: 330, form: .bias, precision: precision)
    expectSameBits(
      job.thinned(toOneIn: 19, poisoned: true).run(twin.kernels),
      job.thinned(toOneIn: 19).run(twin.kernels))
  }

  @Test(arguments: CTwin.all) func widenedStepsThatAreZeroArePassedOver(of twin: CTwin) {
    let job = Product(m: 2, k: 300, n: 330, form: .bias)
    let poisoned = job.thinned(toOneIn: 19, poisoned: true)
    expectSameBits(
      poisoned.runRounded(twin.kernels, widens: true),
      job.thinned(toOneIn: 19).runRounded(twin.kernels, widens: true))
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func aProductOfZerosIsTheBias(of twin: CTwin, in precision: Precision) {
    // The first row alone keeps a number.
    let job = Product(m: 4, k: 100, n: 70, form: .bias, precision: precision)
      .thinned(toOneIn: 1 << 20).rows(1, 4)
    expectClose(job.run(twin.kernels), job.naive(), tolerance: 0)
  }

  @Test(arguments: CTwin.all) func sparseIntegersHaveTheBitsOfExactSums(of twin: CTwin) {
    for (m, k, n) in Self.sizes {
      let job = Int8Product(m: m, k: k, n: n, hasBias: true, hasReLU: n == 65)
        .thinned(toOneIn: 19)
      expectSameBits(job.run(twin.kernels), job.naive(), "m \(m), k \(k), n \(n)")
    }
  }

  /// The first group that is zero in all rows has other words than were packed.
  @Test(arguments: CTwin.all) func groupsThatAreZeroArePassedOver(of twin: CTwin) throws {
    let job = Int8Product(m: 2, k: 300, n: 330).thinned(toOneIn: 38)
    let group = try #require(
      (0..<75).first { group in
        (0..<2).allSatisfy { row in
          job.a[row * job.lda + group * 4..<row * job.lda + group * 4 + 4].allSatisfy { $0 == 0 }
        }
      })
    let changed = job.run(twin.kernels) { packed in
      for panel in 0..<6 { packed[(panel * 75 + group) * 64] ^= 0x0101_0101 }
    }
    expectSameBits(changed, job.naive())
  }

  /// Of numbers below zero, the integers are not those that passing over would take.
  @Test(arguments: CTwin.all) func sparseRowsMayBeNegative(of twin: CTwin) {
    var job = Int8Product(m: 12, k: 300, n: 330).thinned(toOneIn: 19)
    job.a[11 * job.lda + 299] = -0.4
    expectSameBits(job.run(twin.kernels), job.naive())
  }
}
