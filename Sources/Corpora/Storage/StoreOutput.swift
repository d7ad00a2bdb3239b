import FileStorage

/// The bytes of a store on their way to the file, summed up as they go.
struct StoreOutput {
  private static let bufferSize = 1 << 20

  private var buffer: [UInt8] = []
  private var checksum = Checksum()
  private var byteCount = 0

  /// Adds bytes to those that are still to be written.
  mutating func append(_ bytes: [UInt8]) {
    buffer += bytes
  }

  /// Adds a number of some bytes, the lowest first.
  @inline(__always)
  mutating func append(_ number: Int, width: Int) {
    buffer.append(number: number, width: width)
  }

  /// Adds a section, which begins at a multiple of 8.
  mutating func append(_ column: ByteColumn, to file: inout FileWriter) throws {
    let position = byteCount + buffer.count
    buffer += [UInt8](repeating: 0, count: (8 - position % 8) % 8)
    for chunk in column.chunks {
      buffer += chunk
      try writeWhenFull(to: &file)
    }
  }

  mutating func writeWhenFull(to file: inout FileWriter) throws {
    if buffer.count >= Self.bufferSize { try write(to: &file) }
  }

  /// Writes what is still to be written.
  mutating func write(to file: inout FileWriter) throws {
    Self.add(buffer, to: &checksum)
    byteCount += buffer.count
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// The checksum of all bytes so far.
  var checksumSoFar: Checksum {
    var sum = checksum
    Self.add(buffer, to: &sum)
    return sum
  }

  private static func add(_ bytes: [UInt8], to checksum: inout Checksum) {
    checksum.update(bytes.span)
  }
}

/// Numbers for a section that is written later, in chunks, so that growing moves nothing.
struct ByteColumn {
  private static let chunkSize = 1 << 20

  private var full: [[UInt8]] = []
  private var last: [UInt8] = []

  mutating func append(_ number: Int, width: Int) {
    last.append(number: number, width: width)
    guard last.count >= Self.chunkSize else { return }
    full.append(last)
    last = []
    last.reserveCapacity(Self.chunkSize + 8)
  }

  /// All bytes, chunk by chunk.
  var chunks: [[UInt8]] { full + [last] }
}

extension [UInt8] {
  /// Appends the lowest bytes of a number, the lowest first.
  @inline(__always)
  fileprivate mutating func append(number: Int, width: Int) {
    for index in 0..<width { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
