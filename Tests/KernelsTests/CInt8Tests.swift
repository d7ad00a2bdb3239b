import CKernels
import CKernels.Twins
import Testing

/// Integer sums are exact, so that every instruction set gives the very bits of the naive product.
@Suite struct CInt8Tests {
  private static let sizes = [
    (0, 3), (1, 1), (2, 17), (3, 5), (4, 16), (5, 64), (17, 63), (63, 31), (64, 65), (65, 128),
    (101, 131), (33, 200),
  ]

  @Test(arguments: CTwin.all) func productHasTheBitsOfExactSums(of twin: CTwin) {
    for m in 0...13 {
      for (k, n) in Self.sizes {
        let job = Int8Product(m: m, k: k, n: n)
        expectSameNumbers(job.run(twin.kernels), job.naive(), "m \(m), k \(k), n \(n)")
      }
    }
  }

  @Test(arguments: CTwin.all) func productTakesBiasAndReLU(of twin: CTwin) {
    for (hasBias, hasReLU) in [(true, false), (false, true), (true, true)] {
      let job = Int8Product(m: 7, k: 37, n: 150, hasBias: hasBias, hasReLU: hasReLU)
      expectSameNumbers(job.run(twin.kernels), job.naive(), "bias \(hasBias), ReLU \(hasReLU)")
    }
  }

  /// One off a block of rows, and a row and a panel that are long.
  @Test(arguments: CTwin.all) func largeProductsHaveTheBitsOfExactSums(of twin: CTwin) {
    for (m, k, n) in [(255, 29, 70), (256, 5, 3), (257, 29, 70), (517, 3, 65), (23, 2051, 130)] {
      let job = Int8Product(m: m, k: k, n: n, hasBias: true)
      expectSameNumbers(job.run(twin.kernels), job.naive(), "m \(m), k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all) func aRowDoesNotDependOnTheOthers(of twin: CTwin) {
    let job = Int8Product(m: 23, k: 203, n: 130, hasBias: true)
    let together = job.run(twin.kernels)
    for row in 0..<job.m {
      var alone = Int8Product(m: 1, k: job.k, n: job.n, hasBias: true)
      alone.a = Array(job.a[row * job.lda..<(row + 1) * job.lda])
      expectSameBits(
        Array(alone.run(twin.kernels)[..<job.n]),
        Array(together[row * job.ldc..<row * job.ldc + job.n]), "row \(row)")
    }
  }

  /// The longest inner dimension, every product as large as can be.
  @Test(arguments: CTwin.all) func theLargestSumsAreExact(of twin: CTwin) {
    let k = (1 << 17) - 1
    for sign in [Float(1), -1] {
      var job = Int8Product(m: 1, k: k, n: 2)
      job.a = [Float](repeating: 127, count: job.lda)
      job.b = (0..<2 * k).map { $0 % 2 == 0 ? sign : -sign }
      let sum = Float(127 * 127 * k) * Quantized(column: [1]).scale
      #expect(Array(job.run(twin.kernels)[..<2]) == [sign * sum, -sign * sum])
    }
  }

  @Test(arguments: CTwin.all) func rowsThatAreNoNumbersGiveNaNAndZerosGiveZeros(of twin: CTwin) {
    let (k, n) = (37, 70)
    var job = Int8Product(m: 7, k: k, n: n)
    let extremes: [Float] = [
      .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e-32,
    ]
    for (row, number) in extremes.enumerated() { job.a[row * job.lda + row * 5] = number }
    for row in [3, 6] {
      for step in 0..<k where row == 6 || step != 15 { job.a[row * job.lda + step] = 0 }
    }
    let c = job.run(twin.kernels)
    expectSameNumbers(c, job.naive())
    for row in 0..<3 { #expect(c[row * job.ldc..<row * job.ldc + n].allSatisfy { $0.isNaN }) }
    for row in [3, 6] { #expect(c[row * job.ldc..<row * job.ldc + n].allSatisfy { $0 == 0 }) }
  }

  @Test(arguments: CTwin.all) func columnsThatAreNoNumbersGiveNaNAlone(of twin: CTwin) {
    var job = Int8Product(m: 3, k: 21, n: 66)
    job.b[4 * 66 + 2] = .nan
    job.b[20 * 66 + 65] = .infinity
    for row in 0..<21 { job.b[row * 66 + 40] = 0 }
    let c = job.run(twin.kernels)
    expectSameNumbers(c, job.naive())
    #expect((0..<66).filter { c[$0].isNaN } == [2, 65])
    #expect(c[40] == 0)
  }

  /// Half a per cent of the largest magnitudes is what rounding may cost each operand.
  @Test(arguments: CTwin.all) func productIsCloseToThatOfF32(of twin: CTwin) {
    let job = Int8Product(m: 5, k: 300, n: 40)
    let c = job.run(twin.kernels)
    for row in 0..<5 {
      for column in 0..<40 {
        let exact = (0..<300).reduce(0.0) {
          $0 + Double(job.a[row * job.lda + $1]) * Double(job.b[$1 * 40 + column])
        }
        #expect(abs(Double(c[row * job.ldc + column]) - exact) < 0.25)
      }
    }
  }
}

/// Expects the same bits, or NaN in both.
private func expectSameNumbers(
  _ actual: [Float], _ wanted: [Float], _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let plain = { (x: Float) in x.isNaN ? Float.nan : x == 0 ? 0 : x }
  expectSameBits(
    actual.map(plain), wanted.map(plain), comment, sourceLocation: sourceLocation)
}
