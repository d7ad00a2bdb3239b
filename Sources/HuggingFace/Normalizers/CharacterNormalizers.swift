/// `Lowercase`: each character in lower case, whatever stands around it.
struct LowercaseNormalizer: PipelineNormalizer {
  func normalize(_ text: inout AlignedScalars) {
    guard !text.scalars.allSatisfy(Self.isLowercase) else { return }
    text.flatMap { scalar, append in
      if scalar.isASCII {
        append(scalar.isASCIILetter ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
      } else {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars { append(lower) }
      }
    }
  }

  private static func isLowercase(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && !(0x41...0x5A).contains(scalar.value)
  }
}

/// `StripAccents`: no combining marks.
struct StripAccentsNormalizer: PipelineNormalizer {
  func normalize(_ text: inout AlignedScalars) { text.filter { !$0.isCombiningMark } }
}

/// `Strip`: no whitespace at the ends.
struct StripNormalizer: PipelineNormalizer {
  private let leading: Bool
  private let trailing: Bool

  init(_ field: JSONField) throws {
    leading = try field["strip_left"].flag()
    trailing = try field["strip_right"].flag()
  }

  func normalize(_ text: inout AlignedScalars) { text.strip(leading: leading, trailing: trailing) }
}

/// `Nmt`: no controls, and a space for each kind of space and for some marks of direction.
struct NmtNormalizer: PipelineNormalizer {
  func normalize(_ text: inout AlignedScalars) {
    text.filter { scalar in
      switch scalar.value {
      case 0x1...0x8, 0xB, 0xE...0x1F, 0x7F, 0x8F, 0x9F: false
      default: true
      }
    }
    text.map { scalar in
      switch scalar.value {
      case 0x9, 0xA, 0xC, 0xD, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
        " "
      default: scalar
      }
    }
  }
}

/// `ByteLevel`: each byte as a character that can be seen.
struct ByteLevelNormalizer: PipelineNormalizer {
  func normalize(_ text: inout AlignedScalars) { text.flatMap(ByteAlphabet.spell) }
}
