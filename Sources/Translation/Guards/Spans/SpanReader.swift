/// Reads the protected span that a byte announces.
struct SpanReader {
  let utf8: [UInt8]
  /// Where the byte stands.
  let position: Int
  /// Where the span before ends: nothing may reach back beyond it.
  let after: Int

  /// The byte at an offset from the position, 0 outside the text.
  func byte(_ offset: Int) -> UInt8 { at(position + offset) }

  func at(_ index: Int) -> UInt8 { utf8.indices.contains(index) ? utf8[index] : 0 }
}

extension UInt8 {
  var isLetter: Bool { Unicode.Scalar(self).isASCIILetter }
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
  var isSpace: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Whether the byte is one of an ASCII string.
  func isOne(of bytes: String) -> Bool { bytes.utf8.contains(self) }
}
