import Kernels
import Testing

@Suite struct MatrixTests {
  private let backend = CPUBackend()
  /// [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]].
  private let matrix: Matrix

  init() {
    let buffer = backend.allocate(12)
    backend.write((0..<12).map(Float.init).span, to: buffer)
    matrix = Matrix(buffer, rowCount: 3, columnCount: 4)
  }

  @Test func rowsAreContiguousPartsOfTheMatrix() {
    #expect(numbers(matrix.rows(1..<3)) == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(matrix.rows(3..<3).rowCount == 0)
  }

  @Test func columnsKeepTheStride() {
    let columns = matrix.columns(1..<3)
    #expect(columns.rowStride == 4)
    #expect(numbers(columns) == [1, 2, 5, 6, 9, 10])
  }

  @Test func rowsOfColumnsAreABlock() {
    #expect(numbers(matrix.columns(2..<4).rows(1..<3)) == [6, 7, 10, 11])
    #expect(numbers(matrix.rows(1..<3).columns(2..<4)) == [6, 7, 10, 11])
    #expect(numbers(matrix.columns(3..<4).rows(2..<3)) == [11])
  }

  @Test func viewsShareTheNumbers() {
    let source = Matrix(backend.allocate(2), rowCount: 2, columnCount: 1)
    backend.copy(source, to: matrix.columns(0..<1).rows(1..<3))
    #expect(numbers(matrix) == [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11])
  }

  @Test func emptyMatrixHasEmptyViews() {
    let empty = Matrix(backend.allocate(0), rowCount: 0, columnCount: 4)
    #expect(empty.columns(1..<3).columnCount == 2)
    #expect(numbers(empty.columns(1..<3)) == [])
    #expect(numbers(empty.rows(0..<0)) == [])
  }

  @Test func bufferThatIsTooSmallStops() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix(CPUBackend().allocate(11), rowCount: 3, columnCount: 4)
    }
  }

  private func numbers(_ matrix: Matrix) -> [Float] {
    let count = matrix.rowCount * matrix.columnCount
    let contiguous = Matrix(
      backend.allocate(count), rowCount: matrix.rowCount, columnCount: matrix.columnCount)
    backend.copy(matrix, to: contiguous)
    return backend.withNumbers(of: contiguous.buffer) { span in span.indices.map { span[$0] } }
  }
}
