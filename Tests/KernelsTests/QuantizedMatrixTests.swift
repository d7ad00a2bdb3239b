import Kernels
import Testing

/// int8 as the rest of Apus sees it: through the backend.
@Suite struct QuantizedMatrixTests {
  private let backend = CPUBackend()

  @Test func integersPackToWhatTheMatrixPacksTo() {
    for (axis, transposed) in [(QuantizationAxis.column, false), (.row, true)] {
      let x = matrix(37, 70)
      let (k, n) = transposed ? (70, 37) : (37, 70)
      let quantized = backend.quantize(x, axis: axis)
      let numbers = Matrix(backend.allocate(37 * 70), rowCount: 37, columnCount: 70)
      backend.write(quantized.numbers.span, to: numbers.buffer)
      let packed = (0..<3).map { _ in
        backend.makePacked(rowCount: k, columnCount: n, precision: .int8)
      }
      backend.pack(x, firstRow: 0, transposed: transposed, into: packed[0])
      backend.pack(quantized, transposed: transposed, into: packed[1])
      backend.pack(numbers, firstRow: 0, transposed: transposed, into: packed[2])
      let words = packed.map { bits($0.buffer) }
      #expect(words[0].contains { $0 != 0 })
      #expect(words[1] == words[0], "integers, transposed: \(transposed)")
      #expect(words[2] == words[0], "numbers, transposed: \(transposed)")
    }
  }

  @Test func integersOfAFileBecomeTheNumbersThatTheyStandFor() {
    for axis in [QuantizationAxis.row, .column] {
      let quantized = backend.quantize(matrix(5, 9), axis: axis)
      let read = Matrix(backend.allocate(45), rowCount: 5, columnCount: 9)
      backend.write(
        quantized: quantized.bytes.span, scales: quantized.scales.span, axis: axis, to: read)
      #expect(quantized.scales.count == (axis == .row ? 5 : 9))
      #expect(bits(read.buffer) == quantized.numbers.map(\.bitPattern))
      #expect(quantized.numbers.contains { $0 < 0 })
    }
  }

  /// Half a scale each of 90 products of numbers below 1.
  @Test func productsAreCloseToThoseOfF32() {
    let (x, weight) = (matrix(7, 90), matrix(90, 33))
    let products = [Kernels.Precision.f32, .int8].map { precision -> [Float] in
      let packed = backend.makePacked(rowCount: 90, columnCount: 33, precision: precision)
      backend.pack(weight, firstRow: 0, transposed: false, into: packed)
      let product = Matrix(backend.allocate(7 * 33), rowCount: 7, columnCount: 33)
      backend.multiply(x, packed, epilogue: .store, into: product)
      return numbers(product.buffer)
    }
    #expect(products[0].count == products[1].count)
    let differences = zip(products[0], products[1]).map { abs($0 - $1) }
    #expect(differences.allSatisfy { $0 < 0.15 } && differences.contains { $0 > 0 })
  }

  @Test func gradientsInInt8AreAMistake() async {
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let x = Matrix(backend.allocate(4), rowCount: 2, columnCount: 2)
      backend.addTransposedProduct(x, x, to: x, precision: .int8)
    }
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let x = Matrix(backend.allocate(4), rowCount: 2, columnCount: 2)
      let packed = backend.makePacked(rowCount: 2, columnCount: 2, precision: .int8)
      backend.multiply(x, packed, epilogue: .accumulate, into: x)
    }
  }

  @Test func rowsOfAnInt8MatrixPackTogetherOnly() async {
    await #expect(processExitsWith: .failure) {
      let backend = CPUBackend()
      let x = Matrix(backend.allocate(130), rowCount: 65, columnCount: 2)
      let packed = backend.makePacked(rowCount: 65, columnCount: 2, precision: .int8)
      backend.pack(x.rows(0..<64), firstRow: 0, transposed: false, into: packed)
    }
  }

  private func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    let buffer = backend.allocate(rowCount * columnCount)
    backend.write(CNumbers.array(buffer.count, seed: rowCount).span, to: buffer)
    return Matrix(buffer, rowCount: rowCount, columnCount: columnCount)
  }

  private func numbers(_ buffer: FloatBuffer) -> [Float] {
    backend.withNumbers(of: buffer) { numbers in numbers.indices.map { numbers[$0] } }
  }

  private func bits(_ buffer: FloatBuffer) -> [UInt32] { numbers(buffer).map(\.bitPattern) }
}
