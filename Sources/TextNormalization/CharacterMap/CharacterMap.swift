/// Rules that replace character sequences, as SentencePiece's `precompiled_charsmap` holds them.
///
/// At each place of a text the longest rule that fits is applied, and reading goes on behind it; a
/// character without a rule stays. What a rule has written is not read again.
package struct CharacterMap: Equatable, Sendable {
  package let sources: DoubleArray
  /// The replacements, each ended by a NUL.
  package let replacements: [UInt8]
  private let inertBytes: InertBytes

  /// The map without rules.
  package static let identity = CharacterMap(
    sources: DoubleArray(units: []), replacements: [])

  init(sources: DoubleArray, replacements: [UInt8]) {
    self.sources = sources
    self.replacements = replacements
    inertBytes = InertBytes(sources)
  }

  /// Whether no text is changed.
  package var isIdentity: Bool { sources.units.isEmpty }

  /// The longest rule that fits at a place of a text.
  ///
  /// - Parameters:
  ///   - utf8: Valid UTF-8.
  ///   - position: Where a character begins.
  /// - Returns: How many bytes the rule replaces, at least one, and by what; nil if no rule fits.
  package func longestMatch(
    in utf8: Span<UInt8>, at position: Int
  ) -> (byteCount: Int, replacement: ArraySlice<UInt8>)? {
    var node = DoubleArray.root
    var longest: (end: Int, value: Int32)?
    var end = position
    while end < utf8.count, let child = sources.child(utf8[end], of: node) {
      node = child
      end += 1
      // A rule of a damaged file could end within a character.
      if let value = sources.value(at: node), end == utf8.count || utf8[end] & 0xC0 != 0x80 {
        longest = (end, value)
      }
    }
    guard let longest else { return nil }
    return (longest.end - position, replacement(at: longest.value))
  }

  /// How many bytes from a place on no rule can touch, as far as a quick look tells.
  ///
  /// - Parameters:
  ///   - utf8: Valid UTF-8.
  ///   - position: Where a character begins.
  /// - Returns: The length of a run of ASCII characters; it may be 0.
  package func inertCount(in utf8: Span<UInt8>, from position: Int) -> Int {
    inertBytes.count(in: utf8, from: position)
  }

  private func replacement(at offset: Int32) -> ArraySlice<UInt8> {
    let rest = replacements[Int(offset)...]
    return rest.prefix { $0 != 0 }
  }
}

/// The ASCII characters that begin no rule, or only rules that go on beyond ASCII.
private struct InertBytes: Equatable, Sendable {
  private let isInert: [Bool]

  init(_ sources: DoubleArray) {
    isInert = (UInt8.min...UInt8.max).map { byte in
      guard byte < 0x80 else { return false }
      guard let node = sources.child(byte, of: DoubleArray.root) else { return true }
      return sources.value(at: node) == nil
        && (1..<0x80).allSatisfy { sources.child($0, of: node) == nil }
    }
  }

  /// The length of a run of inert characters, none of which stands before one beyond ASCII.
  func count(in utf8: Span<UInt8>, from position: Int) -> Int {
    var end = position
    while end < utf8.count, isInert[Int(utf8[end])] { end += 1 }
    let mayCombine = end < utf8.count && utf8[end] >= 0x80 && end > position
    return end - position - (mayCombine ? 1 : 0)
  }
}
