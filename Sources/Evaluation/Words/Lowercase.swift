/// Appends a line in lower case, as Python's `str.lower` gives it.
///
/// - Parameters:
///   - line: UTF-8, well formed.
///   - bytes: What its UTF-8 in lower case is appended to.
func appendLowercased(_ line: some Collection<UInt8>, to bytes: inout [UInt8]) {
  let start = bytes.count
  bytes.append(contentsOf: line)
  guard !lowerInPlace(from: start, in: &bytes) else { return }
  bytes.removeSubrange(start...)
  bytes.append(contentsOf: pythonLowercased(String(decoding: line, as: UTF8.self)).utf8)
}

/// The line in lower case, as Python's `str.lower` gives it.
///
/// The standard library's `lowercased()` lacks Unicode's one rule that looks at context: a capital
/// sigma that ends a word becomes `ς`.
func pythonLowercased(_ line: String) -> String {
  guard line.utf8.contains(0xCE), line.unicodeScalars.contains(capitalSigma) else {
    return line.lowercased()
  }
  let scalars = Array(line.unicodeScalars)
  return scalars.indices.reduce(into: "") { result, index in
    result +=
      scalars[index] == capitalSigma && endsWord(index, in: scalars)
      ? "ς" : scalars[index].properties.lowercaseMapping
  }
}

private let capitalSigma: Unicode.Scalar = "Σ"

/// Unicode's condition Final_Sigma (table 3-17 of the standard).
private func endsWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
  let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
  let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
  return before?.properties.isCased == true && after?.properties.isCased != true
}

/// Lowers characters whose lower case is one character of as many bytes.
///
/// - Returns: False where one is not, with nothing of use in the bytes.
private func lowerInPlace(from start: Int, in bytes: inout [UInt8]) -> Bool {
  var offset = start
  while offset < bytes.count {
    let byte = bytes[offset]
    if byte < 0x80 {
      if byte &- UInt8(ascii: "A") < 26 { bytes[offset] = byte | 0x20 }
      offset += 1
      continue
    }
    let (value, end) = scalarValue(at: offset, in: bytes.span)
    guard let lower = LowercaseTable.shared[value] else { return false }
    if lower != value { write(lower, at: offset, in: &bytes) }
    offset = end
  }
  return true
}

/// Writes a character of two or three bytes.
private func write(_ value: UInt32, at offset: Int, in bytes: inout [UInt8]) {
  if value < 0x800 {
    bytes[offset] = UInt8(0xC0 | value >> 6)
    bytes[offset + 1] = UInt8(0x80 | value & 0x3F)
  } else {
    bytes[offset] = UInt8(0xE0 | value >> 12)
    bytes[offset + 1] = UInt8(0x80 | value >> 6 & 0x3F)
    bytes[offset + 2] = UInt8(0x80 | value & 0x3F)
  }
}

/// The lower case of the characters that have one of as many bytes.
private struct LowercaseTable {
  static let shared = LowercaseTable()

  /// The lower case of each character below U+2000, 0 where that is something else.
  private let lowercase: [UInt32]

  private init() {
    lowercase = (0..<0x2000 as Range<UInt32>).map { value in
      guard let scalar = Unicode.Scalar(value) else { return 0 }
      guard scalar.properties.changesWhenLowercased else { return value }
      let mapping = scalar.properties.lowercaseMapping.unicodeScalars
      guard let first = mapping.first, mapping.count == 1, scalar != capitalSigma,
        UTF8.width(first) == UTF8.width(scalar)
      else { return 0 }
      return first.value
    }
  }

  /// The lower case of a character, nil where it has to be looked up.
  subscript(value: UInt32) -> UInt32? {
    if value < 0x2000 {
      let lower = lowercase[Int(value)]
      return lower == 0 ? nil : lower
    }
    // Scripts of East Asia, without case and frequent.
    if 0x2E80..<0xA640 ~= value || 0xAC00..<0xFB00 ~= value { return value }
    return Unicode.Scalar(value)?.properties.changesWhenLowercased == false ? value : nil
  }
}
