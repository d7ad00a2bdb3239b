import CKernels
import CKernels.Twins
import Testing

@Suite struct CMatrixTests {
  private static let sizes = [(1, 1), (3, 5), (16, 64), (17, 63), (64, 65), (100, 130), (33, 200)]

  @Test(arguments: CTwin.all)
  func productEqualsNaiveForEveryTail(of twin: CTwin) {
    for m in 0...13 {
      for (k, n) in Self.sizes {
        let job = Product(m: m, k: k, n: n)
        expectClose(job.run(twin.kernels), job.naive(), "m \(m), k \(k), n \(n)")
      }
    }
  }

  @Test(arguments: CTwin.all)
  func productTakesBiasReluAndAccumulation(of twin: CTwin) {
    for form in [Product.Form.bias, .biasThenRelu, .relu, .accumulate] {
      let job = Product(m: 7, k: 37, n: 150, form: form)
      expectClose(job.run(twin.kernels), job.naive(), "\(form)")
    }
  }

  @Test(arguments: CTwin.all)
  func productOfManyStepsAndRowsEqualsNaive(of twin: CTwin) {
    for form in [Product.Form.plain, .biasThenRelu, .accumulate] {
      let job = Product(m: 103, k: 4101, n: 70, form: form)
      expectClose(job.run(twin.kernels), job.naive(), tolerance: 1e-4, "\(form)")
    }
  }

  @Test(arguments: CTwin.all)
  func productOverNoStepsIsTheBias(of twin: CTwin) {
    let job = Product(m: 2, k: 0, n: 20, form: .bias)
    expectClose(job.run(twin.kernels), job.naive(), tolerance: 0)
  }

  @Test(arguments: CTwin.all)
  func reluDoesNotHideNaN(of twin: CTwin) {
    var packed = [Float](repeating: 0, count: apus_packed_count(1, 1))
    var c: [Float] = [0]
    twin.kernels.pack([.nan], 1, 1, 1, 1, &packed)
    twin.kernels.matmul([1], 1, 1, 1, 1, packed, nil, 1, 0, &c, 1)
    #expect(c[0].isNaN)
  }

  @Test(arguments: CTwin.all)
  func aRowOfAProductDoesNotDependOnTheOthers(of twin: CTwin) {
    let job = Product(m: 13, k: 2100, n: 130, form: .bias)
    let together = job.run(twin.kernels)
    for row in 0..<job.m {
      expectSameBits(
        job.rows(row, row + 1).run(twin.kernels),
        Array(together[row * job.ldc..<(row + 1) * job.ldc]), "row \(row)")
    }
  }

  @Test(arguments: CTwin.all)
  func packingATransposeEqualsPackingTheMatrix(of twin: CTwin) {
    for (k, n) in Self.sizes {
      let matrix = CNumbers.array(k * n)
      let transposed = (0..<n * k).map { matrix[$0 % k * n + $0 / k] }
      var wanted = [Float](repeating: .nan, count: apus_packed_count(k, n))
      var packed = wanted
      twin.kernels.pack(matrix, k, n, n, 1, &wanted)
      twin.kernels.pack(transposed, k, n, 1, k, &packed)
      expectSameBits(packed, wanted, "k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all)
  func packingFillsTheLastPanelWithZeros(of twin: CTwin) {
    var packed = [Float](repeating: .nan, count: apus_packed_count(2, 65))
    twin.kernels.pack([Float](repeating: 1, count: 130), 2, 65, 65, 1, &packed)
    #expect(packed.count == 256)
    #expect(packed[0..<129].allSatisfy { $0 == 1 })
    #expect(packed[192] == 1)
    #expect(packed.reduce(0, +) == 130)
  }

  @Test(arguments: CTwin.all)
  func transposedProductEqualsNaive(of twin: CTwin) {
    for m in [0, 1, 5, 64, 383, 1100] {
      for (k, n) in [(1, 1), (5, 7), (13, 65), (96, 64), (103, 130)] {
        let job = TransposedProduct(m: m, k: k, n: n)
        expectClose(
          job.run(twin.kernels), job.naive(), tolerance: 3e-5, "m \(m), k \(k), n \(n)")
      }
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

/// A product with gaps between its rows, which must stay as they are.
struct Product {
  enum Form { case plain, bias, relu, biasThenRelu, accumulate }

  let m: Int
  let k: Int
  let n: Int
  let form: Form
  private let a: [Float]
  private let b: [Float]
  private let bias: [Float]
  private let before: [Float]

  var lda: Int { k + 3 }
  var ldc: Int { n + 5 }

  init(m: Int, k: Int, n: Int, form: Form = .plain) {
    self.m = m
    self.k = k
    self.n = n
    self.form = form
    a = CNumbers.array(m * (k + 3), seed: 1)
    b = CNumbers.array(k * n, seed: 2)
    bias = CNumbers.array(n, seed: 3)
    before = CNumbers.array(m * (n + 5), seed: 4)
  }

  private init(_ whole: Product, rows: Range<Int>) {
    m = rows.count
    k = whole.k
    n = whole.n
    form = whole.form
    a = Array(whole.a[rows.lowerBound * whole.lda..<rows.upperBound * whole.lda])
    b = whole.b
    bias = whole.bias
    before = Array(whole.before[rows.lowerBound * whole.ldc..<rows.upperBound * whole.ldc])
  }

  /// The product of some of the rows.
  func rows(_ first: Int, _ end: Int) -> Product { Product(self, rows: first..<end) }

  private var hasBias: Bool { form == .bias || form == .biasThenRelu }
  private var hasRelu: Bool { form == .relu || form == .biasThenRelu }

  func run(_ kernels: apus_kernels) -> [Float] {
    var packed = [Float](repeating: .nan, count: apus_packed_count(k, n))
    kernels.pack(b, k, n, n, 1, &packed)
    var c = before
    bias.withUnsafeBufferPointer { bias in
      kernels.matmul(
        a, lda, m, k, n, packed, hasBias ? bias.baseAddress : nil, hasRelu ? 1 : 0,
        form == .accumulate ? 1 : 0, &c, ldc)
    }
    return c
  }

  func naive() -> [Double] {
    before.indices.map { index in
      let (row, column) = (index / ldc, index % ldc)
      guard column < n else { return Double(before[index]) }
      var sum = form == .accumulate ? Double(before[index]) : hasBias ? Double(bias[column]) : 0
      for step in 0..<k { sum += Double(a[row * lda + step]) * Double(b[step * n + column]) }
      return hasRelu ? max(0, sum) : sum
    }
  }
}

/// The gradient of a weight, with gaps between all rows.
struct TransposedProduct {
  let m: Int
  let k: Int
  let n: Int

  private var a: [Float] { CNumbers.array(m * (k + 1), seed: 5) }
  private var b: [Float] { CNumbers.array(m * (n + 2), seed: 6) }
  private var before: [Float] { CNumbers.array(k * (n + 3), seed: 7) }

  func run(_ kernels: apus_kernels) -> [Float] {
    var c = before
    var scratch = [Float](
      repeating: .nan, count: apus_matmul_transposed_scratch(m, k, n))
    kernels.matmul_transposed(a, k + 1, b, n + 2, m, k, n, &c, n + 3, &scratch)
    return c
  }

  func naive() -> [Double] {
    let (a, b, before) = (a, b, before)
    return before.indices.map { index in
      let (row, column) = (index / (n + 3), index % (n + 3))
      guard column < n else { return Double(before[index]) }
      return (0..<m).reduce(Double(before[index])) {
        $0 + Double(a[$1 * (k + 1) + row]) * Double(b[$1 * (n + 2) + column])
      }
    }
  }
}
