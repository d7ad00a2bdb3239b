/// The syllables of Hangul, which are composed by arithmetic (Unicode, section 3.12).
enum Hangul {
  private static let syllableBase: UInt32 = 0xAC00
  private static let leadBase: UInt32 = 0x1100
  private static let vowelBase: UInt32 = 0x1161
  private static let trailBase: UInt32 = 0x11A7
  private static let vowelCount: UInt32 = 21
  private static let trailCount: UInt32 = 28
  private static let leads = leadBase...0x1112
  private static let vowels = vowelBase...0x1175
  private static let trails = (trailBase + 1)...0x11C2
  private static let syllables = syllableBase...0xD7A3

  /// The two or three letters of a syllable, or nil if the character is none.
  static func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard syllables.contains(scalar.value) else { return nil }
    let index = scalar.value - syllableBase
    let trail = index % trailCount
    let letters = [
      leadBase + index / (vowelCount * trailCount),
      vowelBase + index % (vowelCount * trailCount) / trailCount,
      trailBase + trail,
    ]
    return letters.prefix(trail == 0 ? 2 : 3).compactMap(Unicode.Scalar.init)
  }

  /// The syllable of two letters, or of a syllable and a last letter.
  static func composite(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    if leads.contains(first.value), vowels.contains(second.value) {
      let index = (first.value - leadBase) * vowelCount + second.value - vowelBase
      return Unicode.Scalar(syllableBase + index * trailCount)
    }
    guard syllables.contains(first.value), trails.contains(second.value),
      (first.value - syllableBase) % trailCount == 0
    else { return nil }
    return Unicode.Scalar(first.value + second.value - trailBase)
  }
}
