import Foundation
import SubwordNMT
import TestSupport
import Testing
import Tokenization

@Suite struct SubwordNMTEncoderTests {
  private let codes: SubwordNMTCodes
  private let text: [UInt8]

  init() throws {
    codes = try SubwordNMTCodes(contentsOf: SubwordNMTFixture.path("joint.codes"))
    text = try SubwordNMTFixture.bytes("corpus.txt") + SubwordNMTFixture.bytes("text.txt")
  }

  private func encoded(
    _ text: String, _ adjust: (inout SubwordNMTEncoder.Options) -> Void = { _ in }
  ) throws -> String {
    var options = SubwordNMTEncoder.Options()
    adjust(&options)
    var encoder = try SubwordNMTEncoder(codes, options: options)
    return encoder.encode(text)
  }

  @Test func spacesAroundALineStayAndSpacesInItBecomeOne() throws {
    #expect(try encoded("  the   the \r\n") == "  the the \r\n")
    #expect(try encoded("") == "")
    #expect(try encoded(" \r\n") == " \r\n")
  }

  @Test func normalFormsStayApart() throws {
    #expect(utf8(try encoded("e\u{301}")) == utf8("e@@ \u{301}"))
    #expect(utf8(try encoded("\u{E9}")) == utf8("\u{E9}"))
  }

  @Test func aCacheThatKnowsTheWordsGivesTheSame() throws {
    var encoder = try SubwordNMTEncoder(codes)
    let first = encoder.encode(utf8: text)
    #expect(first.count > text.count)
    #expect(difference(encoder.encode(utf8: text), first) == nil)
  }

  @Test(arguments: [1, 2, 3, 7])
  func theNumberOfThreadsChangesNothing(threadCount: Int) throws {
    var encoder = try SubwordNMTEncoder(codes)
    let expected = encoder.encode(utf8: text)
    let pool = try SubwordNMTEncoderPool(
      codes, options: SubwordNMTEncoder.Options(), threadCount: threadCount)
    for _ in 0..<2 { #expect(difference(pool.encode(text), expected) == nil) }
    #expect(pool.encode([]).isEmpty)
    #expect(difference(pool.encode(Array("the\nthe".utf8)), Array("the\nthe".utf8)) == nil)
  }

  @Test func dropoutInAPoolIsThatOfOneEncoder() throws {
    var options = SubwordNMTEncoder.Options()
    options.dropout = 0.3
    options.seed = 5
    var encoder = try SubwordNMTEncoder(codes, options: options)
    let pool = try SubwordNMTEncoderPool(codes, options: options, threadCount: 4)
    for _ in 0..<2 { #expect(difference(pool.encode(text), encoder.encode(utf8: text)) == nil) }
  }

  @Test func dropoutOfOneLeavesCharactersAndOfZeroLeavesNothingOut() throws {
    #expect(try encoded("the") == "the")
    #expect(try encoded("the") { $0.dropout = 1 } == "t@@ h@@ e")
  }

  /// Long words are merged by other means than short ones, and a long word of short ones in a row
  /// is merged as they are, since no merge has a digit.
  @Test func aLongWordIsMergedLikeShortOnes() throws {
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .prefix(300).map { $0.filter { $0.isLetter && $0.isASCII } }.filter { $0.count > 1 }
    try #require(words.count > 100)
    let parts = try words.map { try encoded($0 + "1").dropLast("@@ 1".count) }
    #expect(
      try encoded(words.joined(separator: "1") + "1") == parts.joined(separator: "@@ 1@@ ") + "@@ 1"
    )
  }

  @Test func aWordOfAMillionLettersTakesNoMoreThanSeconds() throws {
    let word = String(repeating: "schiffenden", count: 100_000)
    #expect(SubwordNMTDecoder().decode(try encoded(word)) == word)
  }

  @Test func bytesThatAreNotUTF8AreKept() throws {
    var generator = SeededGenerator(state: 5)
    let bytes = (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let text = bytes.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "@") }
    var encoder = try SubwordNMTEncoder(codes)
    #expect(SubwordNMTDecoder().decode(utf8: encoder.encode(utf8: text)) == text)
  }

  @Test func aGlossaryThatIsNoExpressionIsRefused() throws {
    for glossary in ["[a", "a)(b", "*"] {
      let error = #expect(throws: TokenizationError.self) {
        try encoded("a") { $0.glossaries = ["b", glossary] }
      }
      #expect(error?.description.contains("\"\(glossary)\"") == true)
    }
  }

  @Test func decodingRemovesSeparatorsBeforeASpaceOrALinesEnd() {
    let decoder = SubwordNMTDecoder()
    #expect(decoder.decode("a@@ b@@ c d@@") == "abc d")
    #expect(decoder.decode("a@@ \nb@@\n@@c @@@ d") == "a\nb\n@@c @d")
    #expect(decoder.decode("a@@b @ @@\r") == "a@@b @ @@\r")
    #expect(SubwordNMTDecoder(separator: "\u{FFED}").decode("a\u{FFED} b") == "ab")
  }

  /// Values of Python 3.11: `random.seed(seed); random.random()`, the first and the thousandth.
  @Test(arguments: [
    (0, 0.8444218515250481, 0.4804125346981437),
    (7, 0.32383276483316237, 0.37786262968738116),
    (8_589_934_597, 0.7416304072852293, 0.409642623371672),
  ])
  func randomNumbersAreThoseOfPython(seed: UInt64, first: Double, thousandth: Double) {
    var generator = MersenneTwister(seed: seed)
    #expect(generator.nextUnit() == first)
    for _ in 2..<1000 { _ = generator.nextUnit() }
    #expect(generator.nextUnit() == thousandth)
  }
}
