extension CharacterMap {
  /// Reads a map as a SentencePiece model holds it.
  ///
  /// It is the size of the double array as four bytes, least significant first, the array, and the
  /// replacements, each ended by a NUL. No bytes at all are the map without rules.
  ///
  /// - Parameter precompiled: The bytes.
  /// - Throws: ``CharacterMapError``, which tells the byte.
  package init(precompiled: [UInt8]) throws {
    guard !precompiled.isEmpty else {
      self = .identity
      return
    }
    let size = try Self.arraySize(in: precompiled)
    let units = stride(from: 4, to: 4 + size, by: 4).map { Self.word(in: precompiled, at: $0) }
    let replacements = Array(precompiled[(4 + size)...])
    try Self.check(replacements, at: 4 + size)
    try Self.check(units, replacements: replacements)
    self.init(sources: DoubleArray(units: units), replacements: replacements)
  }

  /// The map as a SentencePiece model holds it.
  package var precompiled: [UInt8] {
    guard !isIdentity else { return [] }
    let size = UInt32(sources.units.count * 4)
    return ([size] + sources.units).flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    } + replacements
  }

  private static func word(in bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << ($1 * 8) }
  }

  private static func arraySize(in bytes: [UInt8]) throws -> Int {
    guard bytes.count >= 4 else {
      throw CharacterMapError(offset: bytes.count, problem: "four bytes of size are wanted")
    }
    let size = Int(word(in: bytes, at: 0))
    guard size > 0, size % 4 == 0, size < bytes.count - 4 else {
      throw CharacterMapError(
        offset: 0,
        problem: "the double array is said to have \(size) bytes, "
          + "but a multiple of 4 below \(bytes.count - 4) is wanted")
    }
    return size
  }

  private static func check(_ replacements: [UInt8], at offset: Int) throws {
    guard replacements.last == 0 else {
      throw CharacterMapError(
        offset: offset + replacements.count, problem: "the last replacement is not ended by a NUL")
    }
    guard String(validating: replacements, as: UTF8.self) != nil else {
      throw CharacterMapError(offset: offset, problem: "the replacements are not UTF-8")
    }
  }

  /// Checks that what is marked as a number leads to the beginning of a character.
  private static func check(_ units: [UInt32], replacements: [UInt8]) throws {
    for (index, unit) in units.enumerated() where unit & 0x100 != 0 && unit < 1 << 31 {
      let leaf = index ^ DoubleArray.distance(unit)
      let value = leaf < units.count ? Int(units[leaf] & 0x7FFF_FFFF) : Int.max
      guard value < replacements.count, replacements[value] & 0xC0 != 0x80 else {
        throw CharacterMapError(
          offset: 4 + index * 4, problem: "a rule's replacement does not exist")
      }
    }
  }
}

/// What is wrong with a character map.
package struct CharacterMapError: Error, Equatable, CustomStringConvertible {
  /// The byte of the map where it shows, if it was read.
  package let offset: Int?
  package let problem: String

  package var description: String {
    let place = offset.map { "byte \($0) of the character map" } ?? "the character map"
    return "\(place): \(problem)"
  }
}
