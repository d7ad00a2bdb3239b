import CKernels
import CKernels.Twins

/// Numbers as whole multiples of a scale, worked out one by one.
struct Quantized {
  let integers: [Int]
  let scale: Float

  /// A row of the left-hand side.
  init(row x: [Float]) {
    let largest = x.map(\.magnitude).max() ?? 0
    self.init(x, largest, scale: largest / 127, factor: 127 / largest)
  }

  /// A column of the right-hand side, whose scale has 17 significant bits.
  init(column x: [Float]) {
    let largest = x.map(\.magnitude).max() ?? 0
    let bits = (largest / 127).bitPattern
    let scale = Float(bitPattern: (bits + 0x3f + (bits >> 7 & 1)) & ~0x7f)
    self.init(x, largest, scale: scale, factor: 1 / scale)
  }

  private init(_ x: [Float], _ largest: Float, scale: Float, factor: Float) {
    let isFinite = x.allSatisfy(\.isFinite)
    let counts = isFinite && largest >= Float(sign: .plus, exponent: -100, significand: 1)
    integers = x.map { counts ? Int(($0 * factor).rounded(.toNearestOrEven)) : 0 }
    self.scale = counts ? scale : isFinite ? 0 : .nan
  }
}

/// A product of int8 with gaps between its rows, which must stay as they are.
struct Int8Product {
  let m: Int
  let k: Int
  let n: Int
  var hasBias = false
  var hasReLU = false
  var a: [Float]
  var b: [Float]

  var lda: Int { k + 3 }
  var ldc: Int { n + 5 }
  private var bias: [Float] { CNumbers.array(n, seed: 3) }
  private var before: [Float] { CNumbers.array(m * ldc, seed: 4) }

  init(m: Int, k: Int, n: Int, hasBias: Bool = false, hasReLU: Bool = false) {
    self.m = m
    self.k = k
    self.n = n
    self.hasBias = hasBias
    self.hasReLU = hasReLU
    a = CNumbers.array(m * (k + 3), seed: 1)
    b = CNumbers.array(k * n, seed: 2)
  }

  /// The same with zeros in the place of all but one in `share` of A's numbers, none of them
  /// negative.
  func thinned(toOneIn share: Int) -> Int8Product {
    var thin = self
    for row in 0..<m {
      for step in 0..<k {
        let x = a[row * lda + step].magnitude
        thin.a[row * lda + step] = (row * 7 + step * 5) % share == 0 ? x : 0
      }
    }
    return thin
  }

  func run(_ kernels: apus_kernels, changing change: (inout [UInt32]) -> Void = { _ in }) -> [Float]
  {
    var c = before
    var packed = packed(kernels)
    change(&packed)
    var scratch = [UInt32](repeating: .max, count: apus_matmul_int8_scratch(m, k, n))
    bias.withUnsafeBufferPointer { bias in
      kernels.matmul_int8(
        a, lda, m, k, n, packed, 0, n, hasBias ? bias.baseAddress : nil, hasReLU ? 1 : 0, &c,
        ldc, &scratch)
    }
    return c
  }

  func packed(_ kernels: apus_kernels) -> [UInt32] {
    var packed = [UInt32](repeating: .max, count: apus_packed_int8_count(k, n))
    kernels.pack_int8(b, k, n, n, 1, &packed)
    return packed
  }

  /// The product with exact sums, each operation on them rounded.
  func naive() -> [Float] {
    let rows = (0..<m).map { Quantized(row: Array(a[$0 * lda..<$0 * lda + k])) }
    let columns = (0..<n).map { column in
      Quantized(column: (0..<k).map { b[$0 * n + column] })
    }
    var c = before
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() {
        let sum = zip(row.integers, column.integers).reduce(0) { $0 + $1.0 * $1.1 }
        var y = Float(sum) * row.scale * column.scale
        if hasBias { y += bias[j] }
        c[i * ldc + j] = hasReLU && y < 0 ? 0 : y
      }
    }
    return c
  }
}
