/// The first byte of a character in UTF-8.
enum UTF8Lead {
  /// How many bytes a character has that begins with a byte; 1 for one that begins none.
  static func byteCount(_ byte: UInt8) -> Int {
    switch byte {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xFF: 4
    default: 1
    }
  }
}
