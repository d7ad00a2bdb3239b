import CKernels

extension CPUBackend {
  package func pack(
    quantized bytes: Span<UInt8>, scales: Span<Float>, transposed: Bool,
    into packed: PackedMatrix
  ) {
    let (k, n) = (packed.rowCount, packed.columnCount)
    precondition(
      packed.precision == .int8 && bytes.count == k * n && scales.count == n,
      "\(bytes.count) integers with \(scales.count) scales into a packed [\(k), \(n)] matrix of "
        + "\(packed.precision)")
    let (rowStride, columnStride) = transposed ? (1, k) : (n, 1)
    let words = packed.buffer.pointer.words
    bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: Int8.self) { integers in
        scales.withUnsafeBufferPointer { scales in
          apus_pack_quantized(
            integers.baseAddress, scales.baseAddress, k, n, rowStride, columnStride, words)
        }
      }
    }
  }

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
