import FileStorage
package import Kernels

/// A safetensors file whose header has been checked completely; tensors are read one by one.
///
/// The file is mapped into memory. The system reads its parts when they are asked for, and has
/// their memory back once they were read: a file never stands in memory beside what is made of it.
package struct SafetensorsFile: Sendable {
  /// Where the file stands.
  package let path: String
  /// The strings about the file.
  package let metadata: [String: String]
  private let entries: [SafetensorsEntry]
  private let entryIndices: [String: Int]
  private let contents: FileMapping
  /// Where the tensors' bytes start in the file.
  private let dataStart: Int

  /// Opens a file and checks its header.
  ///
  /// - Parameter path: Where the file stands.
  /// - Throws: `FileError.unreadable` or `.malformed`.
  package init(contentsOf path: String) throws {
    let contents = try FileMapping(contentsOf: path)
    do throws(SafetensorsDefect) {
      let range = try SafetensorsHeader.range(in: contents)
      let header = try SafetensorsHeader(
        json: contents.bytes(range), origin: range.lowerBound,
        dataLength: contents.count - range.upperBound)
      self.init(path: path, header: header, contents: contents, dataStart: range.upperBound)
    } catch {
      throw InterchangeError.malformed(path: path, error)
    }
  }

  private init(path: String, header: SafetensorsHeader, contents: FileMapping, dataStart: Int) {
    self.path = path
    metadata = header.metadata
    entries = header.tensors
    entryIndices = Dictionary(
      uniqueKeysWithValues: header.tensors.enumerated().map { ($1.name, $0) })
    self.contents = contents
    self.dataStart = dataStart
  }

  /// The tensors' names, in the order of their bytes.
  package var tensorNames: [String] { entries.map(\.name) }

  /// The sizes of a tensor's dimensions, or `nil` where the file has no such tensor.
  package func shape(of name: String) -> [Int]? {
    entryIndices[name].map { entries[$0].shape }
  }

  /// Makes sure that the file has a tensor of a shape.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that the tensor must have.
  /// - Throws: `InterchangeError.missingTensor` or `.wrongShape`.
  package func check(_ name: String, hasShape shape: [Int]) throws {
    _ = try entry(name, expecting: shape)
  }

  /// The type of a tensor's elements, or `nil` where the file has no such tensor.
  package func elementType(of name: String) -> SafetensorsElementType? {
    entryIndices[name].map { entries[$0].elementType }
  }

  /// Reads a tensor, as f32 whatever the file holds.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - shape: The shape that the tensor must have.
  ///   - buffer: Where the numbers go; as many as the shape has elements.
  ///   - backend: The owner of the buffer.
  /// - Throws: `InterchangeError.missingTensor`, `.wrongShape` or `.unsupportedElementType`.
  package func read(
    _ name: String, expecting shape: [Int], into buffer: FloatBuffer, backend: any ComputeBackend
  ) throws {
    let count = try entry(name, expecting: shape).elementCount
    precondition(
      buffer.count == count,
      "a tensor of shape \(shape) into a buffer of \(buffer.count) numbers")
    for piece in pieces(of: count) {
      try read(piece, of: name, expecting: shape, into: buffer[piece], backend: backend)
    }
  }

  /// Reads some elements of a tensor, counted from its first, as `read` does.
  package func read(
    _ elements: Range<Int>, of name: String, expecting shape: [Int], into buffer: FloatBuffer,
    backend: any ComputeBackend
  ) throws {
    let entry = try entry(name, expecting: shape)
    let piece = range(of: elements, in: entry)
    try contents.withBytes(piece) { bytes in
      switch entry.elementType {
      case .float32: backend.write(bytes: bytes, to: buffer)
      case .float16: backend.write(bytes.numbers(Float.init(halfBits:)).span, to: buffer)
      case .bfloat16: backend.write(bfloat16: bytes, to: buffer)
      default:
        throw InterchangeError.unsupportedElementType(
          path: path, name: name, found: entry.elementType.rawValue)
      }
    }
    contents.release(piece, of: dataStart..<contents.count)
  }

  /// Hands out the bytes of a tensor where they are.
  ///
  /// - Parameters:
  ///   - elementType: The type that its elements must have.
  ///   - name: The tensor's name.
  ///   - shape: The shape that the tensor must have.
  ///   - body: Gets the elements, little-endian and at any alignment.
  /// - Returns: What the closure returns.
  /// - Throws: `InterchangeError.missingTensor`, `.wrongShape`, `.wrongElementType`, or the
  ///   closure's error.
  package func withBytes<Result>(
    of elementType: SafetensorsElementType, in name: String, expecting shape: [Int],
    _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result {
    let entry = try entry(name, expecting: shape)
    guard entry.elementType == elementType else {
      throw InterchangeError.wrongElementType(
        path: path, name: name, found: entry.elementType.rawValue, wanted: elementType.rawValue)
    }
    let range = range(of: 0..<entry.elementCount, in: entry)
    defer { contents.release(range, of: dataStart..<contents.count) }
    return try contents.withBytes(range, body)
  }

  /// Compares the file's bytes with the checksums that `Safetensors.write` has put into the
  /// metadata.
  ///
  /// A file of an earlier Apus has a checksum over its tensors only, which is compared then.
  ///
  /// - Throws: `InterchangeError.missingChecksum` or `.wrongChecksum`.
  package func verifyChecksum() throws {
    try verifyHeader()
    let wanted = checksums?.data ?? metadata[FileChecksums.earlierName]
    guard let wanted else { throw InterchangeError.missingChecksum(path: path) }
    var checksum = Checksum()
    checksum.update(contents, dataStart..<contents.count)
    try check(checksum.digits, wanted: wanted, of: .tensors)
  }

  /// Compares the header alone, the metadata included: what a file says about itself.
  ///
  /// - Throws: `InterchangeError.wrongChecksum`.
  package func verifyHeader() throws {
    guard let checksums else { return }
    let found = FileChecksums.header(contents.bytes(0..<dataStart)).digits
    try check(found, wanted: checksums.header, of: .header)
  }

  private var checksums: FileChecksums? { metadata[FileChecksums.name].map(FileChecksums.init) }

  private func check(
    _ found: String, wanted: String, of part: InterchangeError.Part
  ) throws {
    guard found != wanted else { return }
    throw InterchangeError.wrongChecksum(path: path, part: part, found: found, wanted: wanted)
  }

  private func entry(_ name: String, expecting shape: [Int]) throws -> SafetensorsEntry {
    guard let index = entryIndices[name] else {
      throw InterchangeError.missingTensor(path: path, name: name)
    }
    let entry = entries[index]
    guard entry.shape == shape else {
      throw InterchangeError.wrongShape(path: path, name: name, found: entry.shape, wanted: shape)
    }
    return entry
  }

  /// The bytes of some elements of a tensor, counted from the start of the file.
  private func range(of elements: Range<Int>, in entry: SafetensorsEntry) -> Range<Int> {
    let size = entry.elementType.byteCount
    let start = dataStart + entry.bytes.lowerBound
    return start + elements.lowerBound * size..<start + elements.upperBound * size
  }
}

extension Span<UInt8> {
  /// The numbers that pairs of bytes stand for.
  fileprivate func numbers(_ number: (UInt16) -> Float) -> [Float] {
    (0..<count / 2).map { number(UInt16(littleEndian(at: 2 * $0, byteCount: 2))) }
  }
}
