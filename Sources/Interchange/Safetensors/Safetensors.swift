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

  /// What a file holds under a name.
  package enum Content {
    /// Numbers in a backend's memory.
    case numbers(Tensor, NumberFormat)
    /// Eight-bit integers, without the scales that belong to them.
    case integers(QuantizedMatrix)
  }

  /// Writes tensors in the order given, all in one format; the same input gives the same bytes.
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
    try write(
      to: path, metadata: metadata,
      contents: tensors.map { ($0.name, .numbers($0.tensor, format)) }, backend: backend)
  }

  /// Writes contents in the order given; the same input gives the same bytes.
  ///
  /// The file appears whole or not at all, with checksums over every byte of it. Tensors pass
  /// through a small buffer, once for their checksum and once for the file.
  ///
  /// - Parameters:
  ///   - path: The file's place; its folder must exist.
  ///   - metadata: Strings about the file; `checksums` is added to them.
  ///   - contents: Contents of different names; where larger elements come first, all are aligned.
  ///   - backend: The owner of the tensors.
  /// - Throws: `FileError.unwritable`.
  package static func write(
    to path: String, metadata: [String: String], contents: [(name: String, content: Content)],
    backend: any ComputeBackend
  ) throws {
    checkNames(contents.map(\.name))
    let encoder = ContentEncoder(contents: contents.map(\.content), backend: backend)
    var checksum = Checksum()
    encoder.forEachPiece { checksum.update($0.span) }
    let header = SafetensorsHeader(metadata: metadata, tensors: entries(contents))
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

  /// Lays the contents behind one another.
  private static func entries(
    _ contents: [(name: String, content: Content)]
  ) -> [SafetensorsEntry] {
    var start = 0
    return contents.map { name, content in
      let shape = content.shape
      let end = start + shape.reduce(1, *) * content.elementType.byteCount
      defer { start = end }
      return SafetensorsEntry(
        name: name, elementType: content.elementType, shape: shape, bytes: start..<end)
    }
  }
}

extension Safetensors.Content {
  fileprivate var shape: [Int] {
    switch self {
    case .numbers(let tensor, _): tensor.shape.dimensions
    case .integers(let matrix): [matrix.rowCount, matrix.columnCount]
    }
  }

  fileprivate var elementType: SafetensorsElementType {
    switch self {
    case .numbers(_, .float32): .float32
    case .numbers(_, .bfloat16): .bfloat16
    case .integers: .int8
    }
  }
}

/// Turns contents into a file's bytes, piece by piece.
private struct ContentEncoder {
  let contents: [Safetensors.Content]
  let backend: any ComputeBackend

  func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows {
    for content in contents {
      switch content {
      case .numbers(let tensor, let format):
        for piece in pieces(of: tensor.buffer.count) {
          try body(bytes(of: tensor.buffer[piece], format))
        }
      case .integers(let matrix): try body(matrix.bytes)
      }
    }
  }

  private func bytes(of buffer: FloatBuffer, _ format: Safetensors.NumberFormat) -> [UInt8] {
    switch format {
    case .float32: backend.bytes(of: buffer)
    case .bfloat16: backend.withNumbers(of: buffer, bfloat16Bytes)
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
