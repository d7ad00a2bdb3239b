/// What the bytes of a line tell, before any character is looked at.
struct ByteClasses: OptionSet {
  let rawValue: UInt8

  static let lowercase = ByteClasses(rawValue: 1)
  static let uppercase = ByteClasses(rawValue: 2)
  /// Beyond ASCII: perhaps a letter.
  static let multibyte = ByteClasses(rawValue: 4)
  /// Perhaps a place where the line is cut.
  static let breaking = ByteClasses(rawValue: 8)
  /// Perhaps in protected text.
  static let trigger = ByteClasses(rawValue: 16)

  /// The classes of all 256 bytes.
  ///
  /// - Parameter triggers: The bytes at which protected text is looked for.
  /// - Returns: The classes by byte.
  static func table(triggers: Set<UInt8>) -> [ByteClasses] {
    (UInt8.min...UInt8.max).map { byte in
      var classes: ByteClasses = triggers.contains(byte) ? .trigger : []
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): classes.insert(.lowercase)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): classes.insert(.uppercase)
      case 0..<0x20, 0x7F: classes.insert(.breaking)
      // U+0085 and its like begin with 0xC2, U+2028 with 0xE2.
      case 0xC2, 0xE2: classes.formUnion([.multibyte, .breaking])
      case 0x80...: classes.insert(.multibyte)
      default: break
      }
      return classes
    }
  }
}

/// The classes of a line's bytes, found in one pass.
struct ByteSurvey {
  private(set) var classes: ByteClasses = []
  private(set) var capitalCount = 0

  init(_ utf8: [UInt8], _ table: [ByteClasses]) {
    var bits: UInt8 = 0
    for byte in utf8 {
      let found = table[Int(byte)].rawValue
      bits |= found
      capitalCount += Int(found >> 1 & 1)
    }
    classes = ByteClasses(rawValue: bits)
  }

  /// Whether there can be letters.
  var mayHaveLetters: Bool { !classes.isDisjoint(with: [.lowercase, .uppercase, .multibyte]) }

  /// Whether the line needs a closer look than its case: it can have breaks or protected text.
  var mayHaveParts: Bool { !classes.isDisjoint(with: [.breaking, .trigger]) }
}
