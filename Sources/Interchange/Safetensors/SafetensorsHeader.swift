/// What the header of a safetensors file says.
///
/// A file is the header's length as a 64-bit number, the header as JSON, and the tensors' bytes
/// without gaps.
struct SafetensorsHeader {
  /// The most bytes that a header may have.
  static let lengthLimit = 100_000_000
  /// The name under which the header keeps strings about the file instead of a tensor.
  static let metadataName = "__metadata__"

  var metadata: [String: String] = [:]
  /// In the order of their bytes.
  var tensors: [SafetensorsEntry] = []
}

/// Where a file keeps a tensor, and what it is.
struct SafetensorsEntry {
  let name: String
  let elementType: SafetensorsElementType
  let shape: [Int]
  /// The tensor's bytes, counted from the end of the header.
  let bytes: Range<Int>

  /// The number of elements; a checked header has shown that no integer overflows.
  var elementCount: Int { bytes.count / elementType.byteCount }
}
