import CICU

extension Unicode.Scalar {
  /// The code point and its Unicode name: `U+FB01 LATIN SMALL LIGATURE FI`.
  package var codePointAndName: String {
    let digits = String(value, radix: 16, uppercase: true)
    let padding = String(repeating: "0", count: max(0, 4 - digits.count))
    return "U+\(padding)\(digits) \(name)"
  }

  /// The Unicode name; a character without one gets a label such as `<control-0009>`.
  private var name: String {
    // The longest name has 88 bytes.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      cicu_character_name(value, buffer.baseAddress, 256)
      let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Whether a reader sees the character where it stands.
  var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, .nonspacingMark, .enclosingMark:
      false
    default:
      !properties.isDefaultIgnorableCodePoint
    }
  }
}
