import Testing
import Tokenization

@Suite struct WordCharacterTests {
  /// The table in the source against the Swift library it was made with; where a later library
  /// knows more characters, the table is to be generated again.
  @Test func wordCharactersAreTheLettersAndMarksOfUnicode() {
    var count = 0
    for value in 0...0x10_FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isMember = CharacterBitmap.wordCharacters.contains(value)
      if isMember != isWordCharacter(scalar) {
        Issue.record("U+\(String(value, radix: 16)) is \(isMember ? "one" : "none")")
      }
      count += isMember ? 1 : 0
    }
    #expect(count > 130_000)
  }

  private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: scalar == "\u{200C}" || scalar == "\u{200D}"
    }
  }
}
