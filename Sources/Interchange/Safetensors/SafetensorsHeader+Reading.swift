import FileStorage
extension SafetensorsHeader {
  /// The place of a file's header, behind its length.
  ///
  /// - Parameter file: The whole file.
  /// - Returns: The positions of the header's bytes.
  /// - Throws: `truncatedHeader` or `headerTooLong`.
  static func range(in file: FileMapping) throws(SafetensorsDefect) -> Range<Int> {
    let start = MemoryLayout<UInt64>.size
    guard file.count >= start else {
      throw .truncatedHeader(fileLength: file.count, wanted: UInt64(start))
    }
    let length = file.number64(at: 0)
    guard length <= lengthLimit else { throw .headerTooLong(byteCount: length, limit: lengthLimit) }
    let end = start + Int(length)
    guard file.count >= end else {
      throw .truncatedHeader(fileLength: file.count, wanted: UInt64(end))
    }
    return start..<end
  }

  /// Parses a header and checks it against the length of the data behind it.
  ///
  /// - Parameters:
  ///   - json: The bytes of the header.
  ///   - origin: Where the header starts in the file.
  ///   - dataLength: How many bytes follow the header.
  /// - Throws: The first defect that is found.
  init(json: [UInt8], origin: Int, dataLength: Int) throws(SafetensorsDefect) {
    guard json.first == UInt8(ascii: "{") else {
      throw .unexpectedJSON(position: origin, wanted: "“{”")
    }
    var cursor = JSONCursor(json, origin: origin)
    var metadata: [String: String] = [:]
    var tensors: [SafetensorsEntry] = []
    try cursor.readObject { cursor, name throws(SafetensorsDefect) in
      if name == SafetensorsHeader.metadataName {
        metadata = try cursor.readMetadata()
      } else {
        tensors.append(try cursor.readEntry(name))
      }
    }
    try cursor.readEnd()
    self.metadata = metadata
    self.tensors = tensors.sorted { $0.bytes.precedes($1.bytes) }
    try checkCoverage(dataLength: dataLength)
  }

  /// Stops unless the tensors cover the data from end to end, each byte once.
  private func checkCoverage(dataLength: Int) throws(SafetensorsDefect) {
    var end = 0
    for tensor in tensors {
      let start = tensor.bytes.lowerBound
      guard start >= end else { throw .overlap(tensor: tensor.name, start: start, wanted: end) }
      guard start == end else { throw .hole(tensor: tensor.name, start: start, wanted: end) }
      end = tensor.bytes.upperBound
    }
    guard end == dataLength else { throw .wrongDataLength(found: dataLength, wanted: end) }
  }
}

extension Range<Int> {
  /// Whether this range starts first; an empty one stands before the range that starts where it
  /// does.
  fileprivate func precedes(_ other: Range<Int>) -> Bool {
    (lowerBound, upperBound) < (other.lowerBound, other.upperBound)
  }
}

extension JSONCursor {
  fileprivate mutating func readMetadata() throws(SafetensorsDefect) -> [String: String] {
    var metadata: [String: String] = [:]
    try readObject { cursor, name throws(SafetensorsDefect) in
      metadata[name] = try cursor.readString()
    }
    return metadata
  }

  fileprivate mutating func readEntry(_ name: String) throws(SafetensorsDefect) -> SafetensorsEntry
  {
    var elementType: String?
    var shape: [Int]?
    var offsets: [Int]?
    try readObject { cursor, member throws(SafetensorsDefect) in
      switch member {
      case "dtype": elementType = try cursor.readString()
      case "shape": shape = try cursor.readIntegers()
      case "data_offsets": offsets = try cursor.readIntegers()
      default: throw .unknownMember(tensor: name, member: member)
      }
    }
    guard let elementType else { throw .missingMember(tensor: name, member: "dtype") }
    guard let shape else { throw .missingMember(tensor: name, member: "shape") }
    guard let offsets else { throw .missingMember(tensor: name, member: "data_offsets") }
    return try SafetensorsEntry(
      name: name, elementType: elementType, shape: shape, offsets: offsets)
  }
}

extension SafetensorsEntry {
  /// Checks that a tensor's type is known and that its offsets span what its shape needs.
  fileprivate init(
    name: String, elementType: String, shape: [Int], offsets: [Int]
  ) throws(SafetensorsDefect) {
    guard let elementType = SafetensorsElementType(rawValue: elementType) else {
      throw .unknownElementType(tensor: name, found: elementType)
    }
    guard let byteCount = elementType.byteCount(shape: shape) else {
      throw .shapeTooLarge(tensor: name, shape: shape)
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .invalidOffsets(tensor: name, found: offsets)
    }
    let bytes = offsets[0]..<offsets[1]
    guard bytes.count == byteCount else {
      throw .wrongByteCount(tensor: name, found: bytes.count, wanted: byteCount)
    }
    self.init(name: name, elementType: elementType, shape: shape, bytes: bytes)
  }
}

extension SafetensorsElementType {
  /// The size of a tensor, unless it overflows.
  fileprivate func byteCount(shape: [Int]) -> Int? {
    shape.reduce(byteCount) { product, dimension -> Int? in
      guard let product else { return nil }
      let (next, overflows) = product.multipliedReportingOverflow(by: dimension)
      return overflows ? nil : next
    }
  }
}
