import CKernels

extension CPUBackend {
  package func quantize(_ matrix: Matrix, axis: QuantizationAxis) -> QuantizedMatrix {
    let (rows, columns, stride) = (matrix.rowCount, matrix.columnCount, matrix.rowStride)
    var bytes = [UInt8](repeating: 0, count: rows * columns)
    var scales = [Float](repeating: 0, count: axis == .row ? rows : columns)
    bytes.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: Int8.self) { integers in
        switch axis {
        case .row:
          apus_quantize(
            matrix.pointer, rows, columns, stride, 1, integers.baseAddress, &scales)
        case .column:
          apus_quantize(
            matrix.pointer, columns, rows, 1, stride, integers.baseAddress, &scales)
        }
      }
    }
    return QuantizedMatrix(
      rowCount: rows, columnCount: columns, bytes: bytes, scales: scales, axis: axis)
  }
}
