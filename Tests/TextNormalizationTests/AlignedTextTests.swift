import Foundation
import TestSupport
import Testing
import TextNormalization

@Suite struct AlignedTextTests {
  /// How many texts each pipeline reads.
  private static let textCount =
    SlowTests.areWanted ? 20_000 : 300

  @Test(arguments: pipelines.indices)
  func stepByStepAndInOnePassAreTheSame(pipeline: Int) {
    let normalizer = pipelines[pipeline]
    var generator = SeededGenerator(state: UInt64(pipeline))
    for _ in 0..<Self.textCount {
      let text = generator.text(count: Int.random(in: 0..<24, using: &generator))
      let aligned = normalizer.aligned(text)
      let normalized = normalizer.normalized(text)
      #expect(
        aligned.text.scalarValues == normalized.scalarValues,
        "\(normalizer.steps): \(text.hexadecimal)")
    }
  }

  @Test(arguments: pipelines.indices)
  func textsAreEqualBetweenTheirChanges(pipeline: Int) {
    let normalizer = pipelines[pipeline]
    var generator = SeededGenerator(state: UInt64(pipeline) + 1000)
    for _ in 0..<Self.textCount {
      let text = generator.text(count: Int.random(in: 0..<24, using: &generator))
      let aligned = normalizer.aligned(text)
      #expect(rebuilt(aligned) == Array(text.utf8), "\(normalizer.steps): \(text.hexadecimal)")
    }
  }

  @Test(arguments: pipelines.indices)
  func placesFollowOneAnother(pipeline: Int) {
    let normalizer = pipelines[pipeline]
    var generator = SeededGenerator(state: UInt64(pipeline) + 2000)
    for _ in 0..<Self.textCount / 3 {
      let text = generator.text(count: Int.random(in: 0..<24, using: &generator))
      let aligned = normalizer.aligned(text)
      let places = (0..<aligned.text.utf8.count).map { aligned.originalBytes(of: $0..<($0 + 1)) }
      for (place, next) in zip(places, places.dropFirst()) {
        #expect(place.lowerBound <= next.lowerBound && place.upperBound <= next.upperBound)
      }
      #expect(places.allSatisfy { $0.upperBound <= text.utf8.count })
    }
  }

  @Test(arguments: [
    ("ﬁx", 0..<1, 0..<3), ("ﬁx", 1..<2, 0..<3), ("ﬁx", 2..<3, 3..<4), ("ﬁx", 0..<3, 0..<4),
    ("e\u{301}t", 0..<2, 0..<3), ("e\u{301}t", 2..<3, 3..<4),
    ("e\u{200B}\u{301}t", 0..<2, 0..<6),
    ("  a   b ", 0..<1, 2..<3), ("  a   b ", 1..<2, 3..<6), ("  a   b ", 2..<3, 6..<7),
    ("a\u{200B}b", 0..<1, 0..<1), ("a\u{200B}b", 1..<2, 4..<5), ("a\u{200B}b", 0..<2, 0..<5),
    ("\u{3000}a\u{3000}\tb", 1..<2, 4..<8), ("abc", 1..<1, 1..<1), ("", 0..<0, 0..<0),
    ("①②", 0..<1, 0..<3), ("①②", 1..<2, 3..<6), ("x\u{FFFD}y", 1..<4, 1..<4),
  ])
  func aPlaceIsAsSmallAsCanBe(text: String, range: Range<Int>, original: Range<Int>) {
    #expect(Normalizer.standard().aligned(text).originalBytes(of: range) == original)
  }

  @Test func aPartIsWidenedToWholeCharacters() throws {
    let original = "x e\u{301}\u{323} ﬁn 👩\u{200D}👩"
    let aligned = Normalizer(steps: [.form(NormalForm(.nfkd)), .stripAccents]).aligned(original)
    for (part, expected) in [("e", "e\u{301}\u{323}"), ("i", "ﬁ"), ("n", "n"), ("👩", "👩\u{200D}👩")]
    {
      let range = try #require(aligned.text.range(of: part))
      let found = original[aligned.originalRange(of: range)]
      #expect(found.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(part)")
    }
  }

  @Test func aTransliteratedWordIsAlignedByItsEnds() throws {
    let rules = try TransliterationRules(id: "Russian-Latin/BGN")
    let aligned = Normalizer(steps: [.transliterate(rules)]).aligned("so говорит x")
    #expect(aligned.text == "so govorit x")
    let word = aligned.originalBytes(of: 3..<10)
    #expect(word == 3..<17)
    #expect(aligned.originalBytes(of: 11..<12) == 18..<19)
  }

  /// The original, from the normalised text and the changes.
  private func rebuilt(_ aligned: AlignedText) -> [UInt8] {
    let (original, text) = (Array(aligned.original.utf8), Array(aligned.text.utf8))
    var result: [UInt8] = []
    var position = 0
    for change in aligned.changes {
      result += text[position..<change.text.lowerBound] + original[change.original]
      position = change.text.upperBound
    }
    return result + text[position...]
  }
}

extension String {
  /// The code points, for messages.
  var hexadecimal: String {
    unicodeScalars.map { String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
  }
}
