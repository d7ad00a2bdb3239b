/// A set of Unicode scalars, written down once and used twice.
///
/// It tests scalars here, and it is a regular expression in a Hugging Face tokenizer file, so that
/// both pipelines mean the same characters.
package struct ScalarSet: Equatable, Sendable {
  /// The members, in ascending order and within the first 65,536 scalars.
  package let ranges: [ClosedRange<UInt32>]

  /// A character class of four-digit escapes, which Oniguruma, Rust, Java and JavaScript all read.
  package var pattern: String {
    let members = ranges.map { range in
      range.count == 1
        ? Self.escape(range.lowerBound)
        : Self.escape(range.lowerBound) + "-" + Self.escape(range.upperBound)
    }
    return "[" + members.joined() + "]"
  }

  package init(_ ranges: [ClosedRange<UInt32>]) {
    precondition(ranges.allSatisfy { $0.upperBound <= 0xFFFF }, "four-digit escapes end at FFFF")
    self.ranges = ranges
  }

  package func contains(_ scalar: Unicode.Scalar) -> Bool {
    for range in ranges where scalar.value <= range.upperBound {
      return scalar.value >= range.lowerBound
    }
    return false
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension ScalarSet {
  /// What separates words: Unicode's property White_Space.
  package static let whiteSpace = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
    0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ])

  /// Controls that separate words (TAB, LF, VT, FF, CR, NEL): each becomes a space, because a word
  /// must not grow together with the next.
  package static let spacingControls = ScalarSet([0x09...0x0D, 0x85...0x85])

  /// Characters without a look and without a meaning to a translation: they are removed.
  ///
  /// These are the other C0 and C1 controls, the soft hyphen, the zero-width space, the directional
  /// marks, the word joiner and the byte order mark. The joiners U+200C and U+200D are not among
  /// them: Persian, Hindi and emoji are spelt with them.
  package static let removedControls = ScalarSet([
    0x00...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD...0xAD, 0x200B...0x200B,
    0x200E...0x200F, 0x202A...0x202E, 0x2060...0x2060, 0x2066...0x2069, 0xFEFF...0xFEFF,
  ])
}
