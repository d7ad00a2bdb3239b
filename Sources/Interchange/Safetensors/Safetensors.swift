import FileStorage
package import Kernels
package import Tensors

/// Writing of safetensors files.
package enum Safetensors {
  /// How a file holds numbers.
  package enum NumberFormat: Sendable {
    /// All bits.
    case float32
    /// The upper half of the bits, rounded to nearest even.
    case bfloat16
  }

  /// Writes tensors in the order given; the same input gives the same bytes.
  ///
  /// The file appears whole or not at all, with checksums over every byte of it. Tensors pass
  /// through a small buffer, once for their checksum and once for the file.
  ///
  /// - Parameters:
  ///   - path: The file's place; its folder must exist.
  ///   - metadata: Strings about the file; `checksums` is added to them.
  ///   - tensors: Tensors of different names.
  ///   - backend: The owner of the tensors.
  ///   - format: How the file holds numbers.
  /// - Throws: `FileError.unwritable`.
  package static func write(
    to path: String, metadata: [String: String], tensors: [(name: String, tensor: Tensor)],
    backend: any ComputeBackend, format: NumberFormat
  ) throws {
    checkNames(tensors.map(\.name))
    let encoder = TensorEncoder(tensors: tensors.map(\.tensor), backend: backend, format: format)
    var checksum = Checksum()
    encoder.forEachPiece { checksum.update($0.span) }
    let header = SafetensorsHeader(
      metadata: metadata, tensors: entries(tensors, elementType: format.elementType))
    let headerBytes = header.sealed(over: checksum)
    try AtomicFile.write(to: path) { file in
      try file.write(headerBytes)
      try encoder.forEachPiece { try file.write($0) }
    }
  }

  private static func checkNames(_ names: [String]) {
    precondition(
      !names.contains(SafetensorsHeader.metadataName),
      "a tensor of the name \(SafetensorsHeader.metadataName), which the format keeps for itself")
    precondition(Set(names).count == names.count, "tensors of the same name among \(names)")
  }

  /// Lays the tensors behind one another.
  private static func entries(
    _ tensors: [(name: String, tensor: Tensor)], elementType: SafetensorsElementType
  ) -> [SafetensorsEntry] {
    var start = 0
    return tensors.map { name, tensor in
      let end = start + tensor.buffer.count * elementType.byteCount
      defer { start = end }
      return SafetensorsEntry(
        name: name, elementType: elementType, shape: tensor.shape.dimensions, bytes: start..<end)
    }
  }
}

extension Safetensors.NumberFormat {
  fileprivate var elementType: SafetensorsElementType {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    }
  }
}

/// Turns tensors into a file's bytes, piece by piece.
private struct TensorEncoder {
  let tensors: [Tensor]
  let backend: any ComputeBackend
  let format: Safetensors.NumberFormat

  func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows {
    for tensor in tensors {
      for piece in pieces(of: tensor.buffer.count) {
        try body(bytes(of: tensor.buffer[piece]))
      }
    }
  }

  private func bytes(of buffer: FloatBuffer) -> [UInt8] {
    switch format {
    case .float32: backend.bytes(of: buffer)
    case .bfloat16:
      backend.withNumbers(of: buffer, bfloat16Bytes)
    }
  }
}

private func bfloat16Bytes(_ numbers: Span<Float>) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(2 * numbers.count)
  for index in numbers.indices {
    let bits = numbers[index].bfloat16Bits
    bytes.append(UInt8(truncatingIfNeeded: bits))
    bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
  }
  return bytes
}
