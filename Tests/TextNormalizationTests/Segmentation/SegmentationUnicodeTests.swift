import TestSupport
import Testing
import TextNormalization

/// Unicode's own tests of ICU's boundaries; see `Fixtures/segmentation/generate.py`.
///
/// Words are cut as in Finnish, where ICU leaves a colon inside a word as Unicode has it.
@Suite struct SegmentationUnicodeTests {
  @Test(arguments: [
    (TextBoundaries.Unit.words, "word-break.txt", 346),
    (TextBoundaries.Unit.sentences, "sentence-break.txt", 98),
  ])
  func boundariesAreThoseOfUnicode(unit: TextBoundaries.Unit, name: String, count: Int) throws {
    let found = try expectBoundaries(unit, Fixtures.text("segmentation/" + name))
    #expect(found == count)
  }

  @Test(
    .enabled(if: Oracles.areThere),
    arguments: [
      (TextBoundaries.Unit.words, "WordBreakTest-15.0.txt.half-a.gz", 912),
      (TextBoundaries.Unit.sentences, "SentenceBreakTest-15.0.txt.half-a.gz", 251),
    ])
  func boundariesAreThoseOfTheFullTest(
    unit: TextBoundaries.Unit, name: String, count: Int
  ) throws {
    let found = try expectBoundaries(unit, Oracles.text("../data/unicode/" + name))
    #expect(found == count)
  }

  /// Checks each line as "÷ 0061 × 0301 ÷ 0062 ÷", and says how many there were.
  private func expectBoundaries(_ unit: TextBoundaries.Unit, _ text: String) throws -> Int {
    var count = 0
    for line in text.unicodeScalars.split(separator: "\n") {
      let fields = line.prefix { $0 != "#" }.split { " \t".unicodeScalars.contains($0) }
      guard !fields.isEmpty else { continue }
      var utf8: [UInt8] = []
      var expected: [Int] = []
      for field in fields.map({ String($0) }) {
        if field == "÷" {
          expected.append(utf8.count)
        } else if field != "×" {
          let value = try #require(UInt32(field, radix: 16).flatMap(Unicode.Scalar.init))
          utf8.append(contentsOf: String(value).utf8)
        }
      }
      #expect(
        TextBoundaries.offsets(of: unit, in: utf8.span, language: "fi") == expected,
        "\(String(line))")
      count += 1
    }
    return count
  }
}
