/// A row-major matrix in a backend's memory: `[rowCount, columnCount]`, rows `rowStride` numbers
/// apart.
///
/// The stride lets an operation read or write some columns of a wider matrix, such as the queries
/// in a fused query-key-value projection.
package struct Matrix: Sendable {
  package let buffer: FloatBuffer
  package let rowCount: Int
  package let columnCount: Int
  package let rowStride: Int

  /// Lays a matrix over the start of a buffer.
  package init(_ buffer: FloatBuffer, rowCount: Int, columnCount: Int, rowStride: Int? = nil) {
    let stride = rowStride ?? columnCount
    let needed = rowCount == 0 ? 0 : (rowCount - 1) * stride + columnCount
    precondition(
      stride >= columnCount && buffer.count >= needed,
      "a [\(rowCount), \(columnCount)] matrix of stride \(stride) over \(buffer.count) numbers")
    self.buffer = buffer
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowStride = stride
  }

  /// The columns in `range`, sharing the matrix's memory.
  package func columns(_ range: Range<Int>) -> Matrix {
    precondition(range.upperBound <= columnCount, "columns \(range) of \(columnCount)")
    let start = rowCount == 0 ? 0 : range.lowerBound
    return Matrix(
      buffer[start..<buffer.count], rowCount: rowCount, columnCount: range.count,
      rowStride: rowStride)
  }

  /// The rows in `range`, sharing the matrix's memory.
  package func rows(_ range: Range<Int>) -> Matrix {
    precondition(range.upperBound <= rowCount, "rows \(range) of \(rowCount)")
    let start = min(range.lowerBound * rowStride, buffer.count)
    return Matrix(
      buffer[start..<buffer.count], rowCount: range.count, columnCount: columnCount,
      rowStride: rowStride)
  }
}

/// The right-hand side of a matrix product, `[rowCount, columnCount]`, in the layout that the
/// backend multiplies fastest.
package struct PackedMatrix: Sendable {
  package let buffer: FloatBuffer
  package let rowCount: Int
  package let columnCount: Int
  /// What it is multiplied in.
  package let precision: Precision
  /// What its numbers are: those of the precision or, for products in f32, bf16 in half the room.
  package let storage: Precision

  /// Lays a packed matrix over a buffer; it stores what its precision says where nothing else is.
  package init(
    buffer: FloatBuffer, rowCount: Int, columnCount: Int, precision: Precision,
    storage: Precision? = nil
  ) {
    let storage = storage ?? precision
    precondition(
      storage == precision || precision == .f32 && storage == .bf16,
      "a packed matrix of \(storage) for products in \(precision)")
    self.buffer = buffer
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.precision = precision
    self.storage = storage
  }
}
