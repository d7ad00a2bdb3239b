import CKernels
import CKernels.Twins
import Testing

@Suite struct CPackTests {
  private static let sizes = [
    (1, 1), (2, 16), (3, 5), (16, 64), (17, 63), (64, 65), (100, 130), (33, 200), (127, 3),
    (128, 64), (259, 67),
  ]

  @Test(arguments: CTwin.all, Precision.allCases)
  func packedElementsStandInPanelsOf64Columns(of twin: CTwin, in precision: Precision) {
    for (k, n) in Self.sizes {
      let matrix = CNumbers.array(k * n)
      #expect(
        precision.packed(twin, matrix, k, n) == precision.naivelyPacked(matrix, k, n),
        "k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func packingATransposeEqualsPackingTheMatrix(of twin: CTwin, in precision: Precision) {
    for (k, n) in Self.sizes {
      let matrix = CNumbers.array(k * n)
      let transposed = (0..<n * k).map { matrix[$0 % k * n + $0 / k] }
      #expect(
        precision.packed(twin, transposed, k, n, transposed: true)
          == precision.packed(twin, matrix, k, n), "k \(k), n \(n)")
    }
  }

  /// bf16 of a file at an odd address, denormals and NaNs among them, give the words of the numbers.
  @Test(arguments: CTwin.all, [false, true])
  func storedNumbersPackToTheSameWords(of twin: CTwin, transposed: Bool) {
    for (k, n) in Self.sizes {
      var halves = CNumbers.array(k * n).map { UInt16($0.bitPattern >> 16) }
      for (place, special) in zip(0..., [0x0001, 0x807F, 0x7F81, 0xFF80, 0x8000] as [UInt16]) {
        halves[place * 7 % halves.count] = special
      }
      let numbers = halves.map { Float(bitPattern: UInt32($0) << 16) }
      var bytes: [UInt8] = [0]
      for bits in halves { bytes += [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)] }
      let (row, column) = transposed ? (1, k) : (n, 1)
      var packed = [UInt32](repeating: .max, count: apus_packed_bf16_count(k, n))
      bytes.withUnsafeBytes {
        twin.kernels.pack_stored_bf16($0.baseAddress.map { $0 + 1 }, k, n, row, column, &packed)
      }
      #expect(
        packed == Precision.bf16.packed(twin, numbers, k, n, transposed: transposed),
        "k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func rangesOfRowsPackIntoTheirPlacesOfTheWhole(of twin: CTwin, in precision: Precision) {
    let (k, n) = (37, 130)
    let matrix = CNumbers.array(k * n)
    let stride = precision.words(k) * 64
    for (rowStride, columnStride) in [(n, 1), (1, k)] {
      var packed = [UInt32](repeating: .max, count: precision.packedCount(k, n))
      for rows in [12..<k, 0..<2, 2..<12] {
        packed.withUnsafeMutableBufferPointer { packed in
          precision.pack(
            twin, Array(matrix[(rows.lowerBound * rowStride)...]), rows.count, n,
            (rowStride, columnStride),
            packed.baseAddress.map { $0 + rows.lowerBound / precision.stepsPerWord * 64 }, stride)
        }
      }
      #expect(packed == precision.packed(twin, matrix, k, n, transposed: rowStride == 1))
    }
  }

  @Test(arguments: CTwin.all, Precision.allCases)
  func rangesOfColumnsOfATransposePackIntoWholePanels(of twin: CTwin, in precision: Precision) {
    let (k, n) = (37, 200)
    let transposed = CNumbers.array(k * n)
    let stride = precision.words(k) * 64
    var packed = [UInt32](repeating: .max, count: precision.packedCount(k, n))
    for columns in [128..<n, 0..<64, 64..<128] {
      packed.withUnsafeMutableBufferPointer { packed in
        precision.pack(
          twin, Array(transposed[columns.lowerBound * k..<columns.upperBound * k]), k,
          columns.count, (1, k), packed.baseAddress.map { $0 + columns.lowerBound / 64 * stride },
          stride)
      }
    }
    #expect(packed == precision.packed(twin, transposed, k, n, transposed: true))
  }
}

extension Precision {
  fileprivate var stepsPerWord: Int { self == .f32 ? 1 : 2 }

  fileprivate func words(_ k: Int) -> Int { (k + stepsPerWord - 1) / stepsPerWord }

  fileprivate func packedCount(_ k: Int, _ n: Int) -> Int {
    self == .f32 ? apus_packed_count(k, n) : apus_packed_bf16_count(k, n)
  }

  /// Packs B[k, n] with the given strides of rows and columns.
  fileprivate func pack(
    _ twin: CTwin, _ b: [Float], _ k: Int, _ n: Int, _ strides: (row: Int, column: Int),
    _ packed: UnsafeMutablePointer<UInt32>?, _ panelStride: Int
  ) {
    if self == .bf16 {
      twin.kernels.pack_bf16(b, k, n, strides.row, strides.column, packed, panelStride)
    } else {
      packed?.withMemoryRebound(to: Float.self, capacity: 1) {
        twin.kernels.pack(b, k, n, strides.row, strides.column, $0, panelStride)
      }
    }
  }

  /// All words of a packed matrix, whose elements stand in rows of n or, transposed, of k.
  fileprivate func packed(
    _ twin: CTwin, _ b: [Float], _ k: Int, _ n: Int, transposed: Bool = false
  ) -> [UInt32] {
    var packed = [UInt32](repeating: .max, count: packedCount(k, n))
    pack(twin, b, k, n, transposed ? (1, k) : (n, 1), &packed, words(k) * 64)
    return packed
  }

  fileprivate func naivelyPacked(_ b: [Float], _ k: Int, _ n: Int) -> [UInt32] {
    let panels = (n + 63) / 64
    return (0..<panels * words(k) * 64).map { index in
      let column = index / (64 * words(k)) * 64 + index % 64
      let step = index / 64 % words(k) * stepsPerWord
      guard column < n else { return 0 }
      let first = Float(operand(b[step * n + column])).bitPattern
      guard self == .bf16 else { return first }
      let second = step + 1 < k ? Float(operand(b[(step + 1) * n + column])).bitPattern : 0
      return first >> 16 | second
    }
  }
}

@Suite struct CRoundingTests {
  /// Bits of a float, and of the bf16 that it becomes.
  private static let cases: [(UInt32, UInt32)] = [
    (0x0000_0000, 0x0000), (0x8000_0000, 0x8000), (0x3f80_0000, 0x3f80),
    // Below, at and above the middle between two neighbours, with an even and an odd lower one.
    (0x3f80_7fff, 0x3f80), (0x3f80_8000, 0x3f80), (0x3f80_8001, 0x3f81),
    (0x3f81_7fff, 0x3f81), (0x3f81_8000, 0x3f82), (0xbf81_8000, 0xbf82),
    // Rounding carries into the exponent, and the largest numbers to infinity.
    (0x3fff_ffff, 0x4000), (0x7f7f_7fff, 0x7f7f), (0x7f7f_8000, 0x7f80), (0xff7f_ffff, 0xff80),
    (0x7f80_0000, 0x7f80), (0xff80_0000, 0xff80),
    // NaNs, also those whose upper half alone would be an infinity.
    (0x7fc0_0000, 0x7fc0), (0x7f80_0001, 0x7fc0), (0xff80_ffff, 0xffc0), (0x7fff_ffff, 0x7fff),
    // Denormals are zeros; the smallest normal number stays.
    (0x0000_0001, 0x0000), (0x007f_ffff, 0x0000), (0x8040_0000, 0x8000), (0x0080_0000, 0x0080),
  ]

  @Test(arguments: CTwin.all) func everyKindOfNumberRoundsToNearestEven(of twin: CTwin) {
    let floats = Self.cases.map { Float(bitPattern: $0.0) }
    for transposed in [false, true] {
      // Rows of two: the numbers are the first and the second of their pairs.
      let matrix = floats.flatMap { [$0, $0] }
      var packed = [UInt32](repeating: .max, count: apus_packed_bf16_count(2, floats.count))
      let both = floats + floats
      twin.kernels.pack_bf16(
        transposed ? matrix : both, 2, floats.count, transposed ? 1 : floats.count,
        transposed ? 2 : 1, &packed, 64)
      let wanted = Self.cases.map { $0.1 << 16 | $0.1 }
      #expect(Array(packed[..<wanted.count]) == wanted, "transposed: \(transposed)")
    }
  }

  @Test(arguments: CTwin.all) func infinityAndNaNPassThroughAProduct(of twin: CTwin) {
    var packed = [UInt32](repeating: 0, count: apus_packed_bf16_count(1, 1))
    var scratch = [UInt32](repeating: 0, count: apus_matmul_bf16_scratch(3, 1, 1))
    var c: [Float] = [0, 0, 0]
    twin.kernels.pack_bf16([2], 1, 1, 1, 1, &packed, 64)
    let a: [Float] = [.infinity, -.infinity, Float(bitPattern: 0x7f80_0001)]
    twin.kernels.matmul_bf16(a, 1, 3, 1, 1, packed, nil, 0, 0, &c, 1, &scratch)
    #expect(c[..<2] == [.infinity, -.infinity])
    #expect(c[2].isNaN)
  }
}
