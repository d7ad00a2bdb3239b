/// A set of characters as one bit for each, so that a member is found with one load.
package struct CharacterBitmap: Sendable {
  private var words = [UInt64](repeating: 0, count: 0x11_0000 / 64)

  /// Letters, marks, and the joiners that stand within words (U+200C, U+200D).
  package static let wordCharacters = CharacterBitmap(bounds: wordCharacterBounds)

  /// Digits of any script with which numbers are written place by place.
  static let decimalDigits = CharacterBitmap { scalar in
    scalar.properties.generalCategory == .decimalNumber
  }

  /// Asks about every character of the planes to which Unicode assigns letters, marks and digits.
  private init(where isMember: (Unicode.Scalar) -> Bool) {
    for plane in [0x0_0000...0x3_FFFF, 0xE_0000...0xE_FFFF] as [ClosedRange<UInt32>] {
      for value in plane {
        guard let scalar = Unicode.Scalar(value), isMember(scalar) else { continue }
        insert(value)
      }
    }
  }

  /// The characters of runs.
  ///
  /// - Parameter bounds: Where each run starts and where it has ended.
  private init(bounds: [UInt32]) {
    for index in stride(from: 0, to: bounds.count - 1, by: 2) {
      for value in bounds[index]..<bounds[index + 1] { insert(value) }
    }
  }

  private mutating func insert(_ value: UInt32) {
    words[Int(value >> 6)] |= 1 << UInt64(value & 63)
  }

  @inline(__always)
  package func contains(_ value: UInt32) -> Bool {
    words[Int(value >> 6)] >> UInt64(value & 63) & 1 != 0
  }
}
