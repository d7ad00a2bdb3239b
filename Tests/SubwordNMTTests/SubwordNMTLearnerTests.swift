import SubwordNMT
import Testing
import Tokenization

@Suite struct SubwordNMTLearnerTests {
  private func options(
    _ symbolCount: Int, minimumFrequency: Int = 2
  ) -> SubwordNMTLearner.Options {
    var options = SubwordNMTLearner.Options()
    options.symbolCount = symbolCount
    options.minimumFrequency = minimumFrequency
    return options
  }

  private func codes(_ text: String, _ options: SubwordNMTLearner.Options) throws -> String {
    let learner = try SubwordNMTLearner(
      SubwordNMTVocabulary(text: Array(text.utf8)), options: options)
    return String(decoding: learner.learn().utf8, as: UTF8.self)
  }

  @Test func equallyFrequentPairsAreMergedFromTheLastInCodePointOrder() throws {
    #expect(
      try codes("ab cd \u{E9}f ab cd \u{E9}f", options(3))
        == "#version: 0.2\n\u{E9} f</w>\nc d</w>\na b</w>\n")
  }

  @Test func learningEndsWherePairsAreTooRare() throws {
    #expect(
      try codes("ab ab ab cd", options(5, minimumFrequency: 3)) == "#version: 0.2\na b</w>\n")
    #expect(try codes("a b c", options(5)) == "#version: 0.2\n")
  }

  @Test func theOrderOfLinesChangesNothing() throws {
    let text = String(decoding: try SubwordNMTFixture.bytes("corpus.txt"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    let reversed = lines.reversed().joined(separator: "\n")
    #expect(try codes(text, options(300)) == codes(reversed, options(300)))
  }

  @Test func charactersAreCountedApartWhereTheyEndAWord() throws {
    var options = options(10)
    options.countsCharacters = true
    let learner = try SubwordNMTLearner(
      SubwordNMTVocabulary(text: Array("abab ab b".utf8)), options: options)
    #expect(learner.characterCounts.internalCount == 2)
    #expect(learner.characterCounts.finalCount == 1)
    #expect(learner.wantedMergeCount == 7)
  }

  @Test func progressNamesTheMergeAndItsFrequency() throws {
    let learner = try SubwordNMTLearner(
      SubwordNMTVocabulary(text: Array("abc abc abd".utf8)), options: options(9))
    var calls: [String] = []
    _ = learner.learn { calls.append("\($0): \($1)") }
    #expect(calls == ["a b: 3", "ab c</w>: 2"])
  }

  @Test func aTextWithoutWordsIsRefused() {
    #expect(
      throws: TokenizationError.invalidVocabulary("the text has no words to learn from")
    ) { try codes(" \n \r\n", options(1)) }
  }

  @Test func aWordOfMegabytesIsRefusedRatherThanWorkedOnForHours() {
    let word = String(repeating: "ab", count: 600_000)
    let error = #expect(throws: TokenizationError.self) { try codes("a " + word, options(1)) }
    #expect(error?.description.contains("has 1200000 bytes") == true)
  }

  @Test func countsBeyondExactArithmeticAreRefused() throws {
    let vocabulary = try SubwordNMTVocabulary(utf8: Array("ab \(1 << 52)\ncd 5\n".utf8))
    #expect(throws: TokenizationError.self) { try SubwordNMTLearner(vocabulary) }
    let huge = try SubwordNMTVocabulary(utf8: Array("ab \(Int.max)\nabc \(Int.max)\n".utf8))
    #expect(throws: TokenizationError.self) { try SubwordNMTLearner(huge) }
  }

  @Test func vocabulariesOfSeveralTextsAddUp() {
    var vocabulary = SubwordNMTVocabulary(text: Array("a b b".utf8))
    vocabulary.add(SubwordNMTVocabulary(text: Array("c b a c c".utf8)))
    #expect(vocabulary.wordCount == 3)
    #expect(vocabulary.utf8 == Array("b 3\nc 3\na 2\n".utf8))
    #expect(vocabulary.count(of: "c") == 3)
    #expect(vocabulary.count(of: "d") == 0)
  }
}
