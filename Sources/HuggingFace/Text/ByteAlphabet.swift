/// The characters that stand for bytes in vocabularies at the level of bytes, as GPT-2 chose them.
enum ByteAlphabet {
  private static let scalars: [Unicode.Scalar] = {
    var unseenCount: UInt16 = 0
    return (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
      default:
        defer { unseenCount += 1 }
        return Unicode.Scalar(0x100 + unseenCount) ?? Unicode.Scalar(byte)
      }
    }
  }()

  private static let bytes: [UInt32: UInt8] = Dictionary(
    uniqueKeysWithValues: scalars.enumerated().map { ($1.value, UInt8($0)) })

  /// The character of a space.
  static let space: Unicode.Scalar = "Ġ"

  /// Gives the characters that stand for the bytes of a character.
  static func spell(_ scalar: Unicode.Scalar, _ append: (Unicode.Scalar) -> Void) {
    for byte in UTF8.encode(scalar) ?? .init() { append(scalars[Int(byte)]) }
  }

  static func byte(for scalar: Unicode.Scalar) -> UInt8? { bytes[scalar.value] }
}
