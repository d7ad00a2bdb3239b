import Corpora
import Testing
import TextNormalization

@Suite struct PairFilterTests {
  @Test(
    arguments: [
      (0, 0, .bothSidesEmpty), (0, 1, .emptySource), (1, 0, .emptyTarget), (1, 1, nil),
      (256, 256, nil), (257, 1, .longSource), (1, 257, .longTarget), (257, 257, .longSource),
      (0, 257, .emptySource),
    ] as [(Int, Int, PairFilter.Reason?)])
  func firstReasonThatAppliesCounts(source: Int, target: Int, reason: PairFilter.Reason?) {
    let pair = SentencePair(
      source: Array(repeating: 7, count: source), target: Array(repeating: 7, count: target))
    let lines = LinePair(number: 1, source: "a", target: "b")
    #expect(PairFilter().reasonToDrop(pair, lines) == reason)
  }

  /// With three tokens added, 1 against 5 is 4 against 8, and 10 against 23 is 13 against 26.
  @Test(
    arguments: [
      (1, 5, nil), (5, 1, nil), (1, 6, .lengthRatio), (6, 1, .lengthRatio), (10, 23, nil),
      (10, 24, .lengthRatio), (0, 1, .emptySource), (1, 300, .longTarget),
    ] as [(Int, Int, PairFilter.Reason?)])
  func longerSidesAreLimitedByTheShorter(source: Int, target: Int, reason: PairFilter.Reason?) {
    var filter = PairFilter()
    filter.limits.maximumLengthRatio = 2
    let pair = SentencePair(
      source: Array(repeating: 7, count: source), target: Array(repeating: 7, count: target))
    let lines = LinePair(number: 1, source: "a", target: "b")
    #expect(filter.reasonToDrop(pair, lines) == reason)
  }

  @Test(
    arguments: [
      ("a", "a", .copy), ("a", "A", nil), ("a", "a ", nil), ("\u{E9}", "e\u{301}", nil),
    ] as [(String, String, PairFilter.Reason?)])
  func copiesAreEqualByteByByte(source: String, target: String, reason: PairFilter.Reason?) {
    var filter = PairFilter()
    let lines = LinePair(number: 1, source: source, target: target)
    #expect(filter.reasonToDrop(SentencePair(source: [1], target: [1]), lines) == nil)
    filter.dropsCopies = true
    #expect(filter.reasonToDrop(SentencePair(source: [1], target: [1]), lines) == reason)
  }

  @Test(
    arguments: [
      ("Hello", "Привет", nil), ("Привет", "Привет", .sourceScript),
      ("Hello", "Hello", .targetScript), ("12 + 3", "?!", nil),
      ("Hello", "Это iPhone", .targetScript),
      ("Hello", "Это новый iPhone", nil),
    ] as [(String, String, PairFilter.Reason?)])
  func lettersAreMostlyOfTheScriptOfTheirLanguage(
    source: String, target: String, reason: PairFilter.Reason?
  ) throws {
    var filter = PairFilter()
    filter.scripts = (
      ScriptFilter(try #require(LanguageScripts(language: "en"))),
      ScriptFilter(try #require(LanguageScripts(language: "ru")))
    )
    let lines = LinePair(number: 1, source: source, target: target)
    #expect(filter.reasonToDrop(SentencePair(source: [1], target: [1]), lines) == reason)
  }

  @Test(
    arguments: [
      ("ja", "東京タワー", true), ("ja", "Tokyo", false), ("de", "Äpfel", true), ("de", "яблоки", false),
      ("zh", "\u{20000}\u{20001}", true), ("de", "\u{20000}", false), ("de", "", true),
    ])
  func scriptsAreThoseOfTheLanguage(language: String, text: String, isAllowed: Bool) throws {
    let filter = ScriptFilter(try #require(LanguageScripts(language: language)))
    #expect(filter.allows(text) == isAllowed)
  }
}
