import CKernels
import CKernels.Twins
import Testing

/// The packed form of int8, and how numbers come to be integers.
@Suite struct CInt8PackTests {
  private static let sizes = [
    (0, 3), (1, 1), (2, 16), (3, 5), (4, 64), (17, 63), (64, 65), (100, 130), (33, 200), (127, 3),
    (129, 67),
  ]

  @Test(arguments: CTwin.all) func groupsOfFourStepsStandInPanelsOf64Columns(of twin: CTwin) {
    for (k, n) in Self.sizes {
      let job = Int8Product(m: 0, k: k, n: n)
      #expect(job.packed(twin.kernels) == naivelyPacked(job.b, k, n), "k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all) func packingATransposeEqualsPackingTheMatrix(of twin: CTwin) {
    for (k, n) in Self.sizes {
      let job = Int8Product(m: 0, k: k, n: n)
      let transposed = transpose(job.b, k, n)
      var packed = [UInt32](repeating: .max, count: apus_packed_int8_count(k, n))
      twin.kernels.pack_int8(transposed, k, n, 1, k, &packed)
      #expect(packed == job.packed(twin.kernels), "k \(k), n \(n)")
    }
  }

  /// Integers of a file, and the numbers that they stand for, give the words of the original.
  @Test(arguments: CTwin.all, [false, true])
  func quantizedMatricesPackToTheSameWords(of twin: CTwin, transposed: Bool) {
    for (k, n) in Self.sizes {
      let job = Int8Product(m: 0, k: k, n: n)
      let wanted = job.packed(twin.kernels)
      let x = transposed ? transpose(job.b, k, n) : job.b
      var integers = [Int8](repeating: -128, count: k * n)
      var scales = [Float](repeating: .nan, count: n)
      let (row, column) = transposed ? (1, k) : (n, 1)
      twin.kernels.quantize(x, n, k, column, row, &integers, &scales)
      var packed = [UInt32](repeating: .max, count: apus_packed_int8_count(k, n))
      twin.kernels.pack_quantized(integers, scales, k, n, row, column, &packed)
      #expect(packed == wanted, "integers, k \(k), n \(n)")
      let numbers = integers.indices.map { index in
        Float(integers[index]) * scales[transposed ? index / k : index % n]
      }
      twin.kernels.pack_int8(numbers, k, n, row, column, &packed)
      #expect(packed == wanted, "numbers, k \(k), n \(n)")
    }
  }

  @Test(arguments: CTwin.all) func integersAreTheNearestMultiplesOfTheScale(of twin: CTwin) {
    for count in [1, 15, 16, 17, 300] {
      let x = CNumbers.array(3 * (count + 2))
      var integers = [Int8](repeating: -128, count: 3 * count)
      var scales: [Float] = [.nan, .nan, .nan]
      twin.kernels.quantize(x, 3, count, count + 2, 1, &integers, &scales)
      for line in 0..<3 {
        let numbers = Array(x[line * (count + 2)..<line * (count + 2) + count])
        let wanted = Quantized(column: numbers)
        #expect(integers[line * count..<(line + 1) * count].map(Int.init) == wanted.integers)
        #expect(scales[line] == wanted.scale)
        for (number, integer) in zip(numbers, wanted.integers) {
          #expect(abs(Float(integer) * wanted.scale - number) <= 0.5001 * wanted.scale)
        }
      }
    }
  }

  /// From the middle to even; the largest magnitude is 127 of either sign.
  @Test(arguments: CTwin.all) func middlesRoundToEven(of twin: CTwin) {
    let numbers: [Float] = [127, -127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 126.5, 0, -0.0]
    var integers = [Int8](repeating: 99, count: numbers.count)
    var scale: [Float] = [.nan]
    twin.kernels.quantize(numbers, 1, numbers.count, numbers.count, 1, &integers, &scale)
    #expect(integers == [127, -127, 0, 2, 2, 0, -2, -2, 126, 0, 0])
    #expect(scale == [1])
  }

  private func transpose(_ b: [Float], _ k: Int, _ n: Int) -> [Float] {
    (0..<n * k).map { b[$0 % k * n + $0 / k] }
  }

  private func naivelyPacked(_ b: [Float], _ k: Int, _ n: Int) -> [UInt32] {
    let (groups, width) = ((k + 3) / 4, (n + 63) / 64 * 64)
    let columns = (0..<width).map { column in
      Quantized(column: column < n ? (0..<k).map { b[$0 * n + column] } : [])
    }
    let words = (0..<width * groups).map { index -> UInt32 in
      let column = columns[index / (64 * groups) * 64 + index % 64]
      let step = index / 64 % groups * 4
      return (0..<4).reduce(0) { word, byte in
        guard step + byte < column.integers.count else { return word }
        let q = UInt8(bitPattern: Int8(column.integers[step + byte]))
        return word | UInt32(q) << UInt32(8 * byte)
      }
    }
    let starts = columns.map { UInt32(bitPattern: Int32(-128 * $0.integers.reduce(0, +))) }
    return words + columns.map(\.scale.bitPattern) + starts
  }
}
