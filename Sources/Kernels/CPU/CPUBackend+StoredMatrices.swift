import CKernels

/// Matrices are packed as files hold them, where they are.
extension CPUBackend {
  package func pack(bfloat16 bytes: Span<UInt8>, transposed: Bool, into packed: PackedMatrix) {
    let (k, n) = (packed.rowCount, packed.columnCount)
    precondition(
      packed.storage == .bf16 && bytes.count == k * n * MemoryLayout<UInt16>.size,
      "\(bytes.count) bytes of bf16 into a packed [\(k), \(n)] matrix of \(packed.storage)")
    let (rowStride, columnStride) = transposed ? (1, k) : (n, 1)
    bytes.withUnsafeBytes { bytes in
      apus_pack_stored_bf16(
        bytes.baseAddress, k, n, rowStride, columnStride, packed.buffer.pointer.words)
    }
  }

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
}
