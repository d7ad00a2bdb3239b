extension ComputeBackend {
  /// Copies the bf16 numbers that the bytes of a file hold, at any alignment, into a buffer.
  package func write(bfloat16 bytes: Span<UInt8>, to buffer: FloatBuffer) {
    precondition(
      bytes.count == buffer.count * MemoryLayout<UInt16>.size,
      "\(bytes.count) bytes of bf16 into a buffer of \(buffer.count) numbers")
    let numbers = bytes.withUnsafeBytes { source in
      [Float](unsafeUninitializedCapacity: buffer.count) { memory, count in
        guard let from = source.baseAddress, let to = memory.baseAddress else { return }
        // One loop without a branch, for the compiler to use vector registers: pointers compare no
        // index with their count.
        for index in 0..<buffer.count {
          let bits = UInt16(
            littleEndian: from.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
          (to + index).initialize(to: Float(bitPattern: UInt32(bits) << 16))
        }
        count = buffer.count
      }
    }
    write(numbers.span, to: buffer)
  }
}
