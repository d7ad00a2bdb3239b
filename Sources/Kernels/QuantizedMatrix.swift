/// What shares a scale in a matrix of eight-bit integers.
package enum QuantizationAxis: String, Sendable, Codable {
  case row
  case column
}

/// Integers of magnitude 127 or less with a scale for each row or column, as model files hold them.
///
/// A scale has 17 significant bits at most when `ComputeBackend.quantize` chose it, so that the
/// numbers that integers stand for are exact in f32, and become the same integers again.
package struct QuantizedMatrix: Sendable, Equatable {
  package let rowCount: Int
  package let columnCount: Int
  /// The integers in two's complement, row-major.
  package let bytes: [UInt8]
  package let scales: [Float]
  package let axis: QuantizationAxis

  package init(
    rowCount: Int, columnCount: Int, bytes: [UInt8], scales: [Float], axis: QuantizationAxis
  ) {
    precondition(
      bytes.count == rowCount * columnCount
        && scales.count == (axis == .row ? rowCount : columnCount),
      "[\(rowCount), \(columnCount)] of \(bytes.count) bytes, \(scales.count) scales")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.bytes = bytes
    self.scales = scales
    self.axis = axis
  }

  /// The numbers that the integers stand for, row-major.
  package var numbers: [Float] {
    bytes.indices.map { index in
      let scale = scales[axis == .row ? index / columnCount : index % columnCount]
      return Float(Int8(bitPattern: bytes[index])) * scale
    }
  }
}
