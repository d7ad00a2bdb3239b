extension String {
  /// The text in small letters: each scalar's full mapping in Unicode, whatever stands beside it.
  ///
  /// So a capital sigma at the end of a word becomes "σ", as Perl's `lc` and Rust's per-character
  /// mapping have it.
  package func lowercasedByScalar() -> String {
    let source = Array(utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    source.span.appendLowercased(to: &result)
    return String(decoding: result, as: UTF8.self)
  }
}

extension Span<UInt8> {
  /// Appends the small letters of valid UTF-8.
  func appendLowercased(to result: inout [UInt8]) {
    var position = 0
    while position < count {
      let byte = self[position]
      if byte < 0x80 {
        result.append(byte.asciiLowercased)
        position += 1
      } else {
        let (scalar, end) = decodeScalar(at: position)
        result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        position = end
      }
    }
  }
}

extension UInt8 {
  fileprivate var asciiLowercased: UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
  }
}
