import CKernels
import CKernels.Twins
import Testing

/// What the operands of a product are.
enum Precision: CaseIterable, CustomTestStringConvertible {
  case f32, bf16

  var testDescription: String { self == .f32 ? "f32" : "bf16" }

  /// A finite operand as the product sees it.
  func operand(_ x: Float) -> Double {
    Double(self == .bf16 ? roundedToBF16(x) : x)
  }
}

/// A product with gaps between its rows, which must stay as they are.
struct Product {
  enum Form { case plain, bias, relu, biasThenRelu, accumulate }

  let m: Int
  let k: Int
  let n: Int
  let form: Form
  let precision: Precision
  private var a: [Float]
  private var b: [Float]
  private let bias: [Float]
  private let before: [Float]

  var lda: Int { k + 3 }
  var ldc: Int { n + 5 }

  init(m: Int, k: Int, n: Int, form: Form = .plain, precision: Precision = .f32) {
    self.m = m
    self.k = k
    self.n = n
    self.form = form
    self.precision = precision
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
    precision = whole.precision
    a = Array(whole.a[rows.lowerBound * whole.lda..<rows.upperBound * whole.lda])
    b = whole.b
    bias = whole.bias
    before = Array(whole.before[rows.lowerBound * whole.ldc..<rows.upperBound * whole.ldc])
  }

  /// The product of some of the rows.
  func rows(_ first: Int, _ end: Int) -> Product { Product(self, rows: first..<end) }

  /// The same with zeros in the place of all but one in `share` of A's words, from a row on: of its
  /// numbers, or in bf16 of their pairs.
  ///
  /// With `poisoned`, B is not a number where A is zero in all rows.
  func thinned(toOneIn share: Int, fromRow firstRow: Int = 0, poisoned: Bool = false) -> Product {
    var thin = self
    let isKept = { (row: Int, step: Int) in
      (row * 7 + step / (precision == .bf16 ? 2 : 1) * 5) % share == 0
    }
    for row in firstRow..<m {
      for step in 0..<k where !isKept(row, step) {
        thin.a[row * lda + step] = step % 3 == 0 ? -0.0 : 0
      }
    }
    for step in 0..<k where poisoned && !(0..<m).contains(where: { isKept($0, step) }) {
      for column in 0..<n { thin.b[step * n + column] = .nan }
    }
    return thin
  }

  private var hasBias: Bool { form == .bias || form == .biasThenRelu }
  private var hasRelu: Bool { form == .relu || form == .biasThenRelu }

  func run(_ kernels: apus_kernels) -> [Float] {
    var c = before
    bias.withUnsafeBufferPointer { bias in
      let bias = hasBias ? bias.baseAddress : nil
      precision == .f32 ? runF32(kernels, bias, &c) : runBF16(kernels, bias, &c)
    }
    return c
  }

  private func runF32(_ kernels: apus_kernels, _ bias: UnsafePointer<Float>?, _ c: inout [Float]) {
    var packed = [Float](repeating: .nan, count: apus_packed_count(k, n))
    kernels.pack(b, k, n, n, 1, &packed, k * 64)
    kernels.matmul(
      a, lda, m, k, n, packed, bias, hasRelu ? 1 : 0, form == .accumulate ? 1 : 0, &c, ldc)
  }

  private func runBF16(_ kernels: apus_kernels, _ bias: UnsafePointer<Float>?, _ c: inout [Float]) {
    var packed = [UInt32](repeating: .max, count: apus_packed_bf16_count(k, n))
    var scratch = [UInt32](repeating: .max, count: apus_matmul_bf16_scratch(m, k, n))
    kernels.pack_bf16(b, k, n, n, 1, &packed, (k + 1) / 2 * 64)
    kernels.matmul_bf16(
      a, lda, m, k, n, packed, bias, hasRelu ? 1 : 0, form == .accumulate ? 1 : 0, &c, ldc,
      &scratch)
  }

  /// The same in f32 of the numbers that B has in bf16: of B in f32, or as it is stored.
  func runRounded(_ kernels: apus_kernels, widens: Bool) -> [Float] {
    var c = before
    bias.withUnsafeBufferPointer { bias in
      let bias = hasBias ? bias.baseAddress : nil
      var rounded = self
      rounded.b = b.map { Float(Precision.bf16.operand($0)) }
      widens ? rounded.runWidened(kernels, bias, &c) : rounded.runF32(kernels, bias, &c)
    }
    return c
  }

  private func runWidened(
    _ kernels: apus_kernels, _ bias: UnsafePointer<Float>?, _ c: inout [Float]
  ) {
    var packed = [UInt32](repeating: .max, count: apus_packed_bf16_count(k, n))
    kernels.pack_bf16(b, k, n, n, 1, &packed, (k + 1) / 2 * 64)
    var scratch = [UInt32](repeating: .max, count: apus_matmul_widened_scratch(m, k, n))
    kernels.matmul_widened(
      a, lda, m, k, n, packed, bias, hasRelu ? 1 : 0, form == .accumulate ? 1 : 0, &c, ldc,
      &scratch)
  }

  func naive() -> [Double] {
    before.indices.map { index in
      let (row, column) = (index / ldc, index % ldc)
      guard column < n else { return Double(before[index]) }
      var sum = form == .accumulate ? Double(before[index]) : hasBias ? Double(bias[column]) : 0
      for step in 0..<k {
        sum += precision.operand(a[row * lda + step]) * precision.operand(b[step * n + column])
      }
      return hasRelu ? max(0, sum) : sum
    }
  }
}

/// The gradient of a weight, with gaps between all rows.
struct TransposedProduct {
  let m: Int
  let k: Int
  let n: Int
  var precision = Precision.f32

  private var a: [Float] { CNumbers.array(m * (k + 1), seed: 5) }
  private var b: [Float] { CNumbers.array(m * (n + 2), seed: 6) }
  private var before: [Float] { CNumbers.array(k * (n + 3), seed: 7) }

  func run(_ kernels: apus_kernels) -> [Float] {
    var c = before
    if precision == .f32 {
      var scratch = [Float](repeating: .nan, count: apus_matmul_transposed_scratch(m, k, n))
      kernels.matmul_transposed(a, k + 1, b, n + 2, m, k, n, &c, n + 3, &scratch)
    } else {
      var scratch = [UInt32](repeating: .max, count: apus_matmul_transposed_bf16_scratch(m, k, n))
      kernels.matmul_transposed_bf16(a, k + 1, b, n + 2, m, k, n, &c, n + 3, &scratch)
    }
    return c
  }

  func naive() -> [Double] {
    let (a, b, before) = (a.map(precision.operand), b.map(precision.operand), before)
    return before.indices.map { index in
      let (row, column) = (index / (n + 3), index % (n + 3))
      guard column < n else { return Double(before[index]) }
      return (0..<m).reduce(Double(before[index])) {
        $0 + a[$1 * (k + 1) + row] * b[$1 * (n + 2) + column]
      }
    }
  }
}
