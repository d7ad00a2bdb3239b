package import Kernels

/// A shape over contiguous f32 numbers in a backend's memory.
///
/// A tensor is a reference like the buffer under it. Tensors of an `Arena` are valid until the
/// arena is reset.
package struct Tensor: Sendable {
  package let shape: Shape
  package let buffer: FloatBuffer

  package init(_ buffer: FloatBuffer, shape: Shape) {
    precondition(
      buffer.count == shape.elementCount, "\(buffer.count) numbers in the shape \(shape)")
    self.buffer = buffer
    self.shape = shape
  }

  /// The tensor as rows of its innermost dimension.
  package var matrix: Matrix {
    Matrix(buffer, rowCount: shape.rowCount, columnCount: shape.columnCount)
  }

  /// A copy of the numbers, row by row.
  package func numbers(_ backend: any ComputeBackend) -> [Float] {
    backend.withNumbers(of: buffer) { span in
      span.indices.map { span[$0] }
    }
  }
}
