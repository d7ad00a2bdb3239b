#if _endian(big)
  #error("files hold little-endian numbers, which are copied as they are")
#endif

/// The numbers of files: f32, little-endian.
extension ComputeBackend {
  /// Copies the numbers that the bytes of a file hold, at any alignment, into a buffer.
  package func write(bytes: Span<UInt8>, to buffer: FloatBuffer) {
    precondition(
      bytes.count == buffer.count * MemoryLayout<Float>.size,
      "\(bytes.count) bytes into a buffer of \(buffer.count) numbers")
    bytes.withUnsafeBytes { source in
      guard source.isAligned(for: Float.self) else {
        return write([Float](copying: source).span, to: buffer)
      }
      source.withMemoryRebound(to: Float.self) { write($0.span, to: buffer) }
    }
  }

  /// Writes the numbers that integers in two's complement stand for, row-major, each row or column
  /// with a scale.
  package func write(
    quantized bytes: Span<UInt8>, scales: Span<Float>, axis: QuantizationAxis, to matrix: Matrix
  ) {
    let columnCount = matrix.columnCount
    precondition(
      bytes.count == matrix.rowCount * columnCount && matrix.rowStride == columnCount
        && scales.count == (axis == .row ? matrix.rowCount : columnCount),
      "\(bytes.count) integers with \(scales.count) scales into a [\(matrix.rowCount), "
        + "\(columnCount)] matrix")
    var row = [Float](repeating: 0, count: columnCount)
    for index in 0..<matrix.rowCount {
      let integers = bytes.extracting(index * columnCount..<(index + 1) * columnCount)
      for column in 0..<columnCount {
        row[column] =
          Float(Int8(bitPattern: integers[column])) * scales[axis == .row ? index : column]
      }
      write(row.span, to: matrix.buffer[index * columnCount..<(index + 1) * columnCount])
    }
  }

  /// The numbers of a buffer as the bytes of a file.
  package func bytes(of buffer: FloatBuffer) -> [UInt8] {
    withNumbers(of: buffer) { numbers in
      numbers.withUnsafeBytes { [UInt8]($0) }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isAligned<Element>(for type: Element.Type) -> Bool {
    Int(bitPattern: baseAddress) % MemoryLayout<Element>.alignment == 0
  }
}

extension [Float] {
  fileprivate init(copying bytes: UnsafeRawBufferPointer) {
    self.init(unsafeUninitializedCapacity: bytes.count / MemoryLayout<Float>.size) {
      memory, count in
      UnsafeMutableRawBufferPointer(memory).copyMemory(from: bytes)
      count = memory.count
    }
  }
}
