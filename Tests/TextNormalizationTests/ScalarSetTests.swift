import Testing
import TextNormalization

@Suite struct ScalarSetTests {
  @Test func whiteSpaceIsTheUnicodeProperty() {
    let scalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
    let wrong = scalars.filter { ScalarSet.whiteSpace.contains($0) != $0.properties.isWhitespace }
    #expect(wrong.isEmpty)
  }

  @Test func cleanedControlsAreAllControlsAndFewFormats() {
    let scalars = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init)
    let controls = scalars.filter { $0.properties.generalCategory == .control }
    let cleaned = scalars.filter {
      ScalarSet.removedControls.contains($0) || ScalarSet.spacingControls.contains($0)
    }
    #expect(Set(controls).isSubset(of: cleaned))
    #expect(
      Set(cleaned).subtracting(controls).allSatisfy { $0.properties.generalCategory == .format })
    #expect(cleaned.count == controls.count + 15)
  }

  @Test func patternEscapesSinglesAndRanges() {
    let set = ScalarSet([0x09...0x0D, 0x20...0x20, 0x200B...0x200B])
    #expect(set.pattern == #"[\u0009-\u000D\u0020\u200B]"#)
  }

  @Test func removedAndSpacingControlsAreDisjoint() {
    let both = (UInt32(0)...0xFFFF).compactMap(Unicode.Scalar.init).filter {
      ScalarSet.removedControls.contains($0) && ScalarSet.spacingControls.contains($0)
    }
    #expect(both.isEmpty)
  }
}
