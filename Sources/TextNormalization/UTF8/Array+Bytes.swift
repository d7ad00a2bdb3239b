extension [UInt8] {
  /// Appends some bytes of a text in one copy.
  ///
  /// The standard library cannot append a span yet but byte by byte, at a tenth of the speed.
  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    text.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Appends what a C function writes.
  ///
  /// - Parameters:
  ///   - guess: How many bytes are likely to come.
  ///   - failure: What to say if the function returns a negative number: memory ran out.
  ///   - write: Writes as many bytes as there is room for, and returns how many there are.
  mutating func append(
    guess: Int, failure: String,
    writtenBy write: (_ target: UnsafeMutablePointer<UInt8>?, _ capacity: Int64) -> Int64
  ) {
    let length = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: guess) { buffer in
      let length = Int(write(buffer.baseAddress, Int64(guess)))
      precondition(length >= 0, failure)
      if length <= guess { append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<length])) }
      return length
    }
    if length > guess { append(guess: length, failure: failure, writtenBy: write) }
  }
}
