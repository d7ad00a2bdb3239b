import LexicalShortlist
import TestSupport
import Testing

@Suite struct ShortlistTests {
  private let fixture: ShortlistFixture
  private let shortlist: Shortlist

  init() throws {
    fixture = try ShortlistFixture()
    shortlist = try Shortlist(contentsOf: fixture.path)
  }

  @Test func everyTokenBringsItsOwn() {
    #expect(shortlist.sourceVocabularyCount == ShortlistFixture.sourceCount)
    #expect(shortlist.targetVocabularyCount == ShortlistFixture.targetCount)
    for source in 0..<Int32(ShortlistFixture.sourceCount) {
      #expect(shortlist.tokens(for: [source]) == fixture.list([source]))
    }
  }

  @Test func aSentenceWithoutTokensHasWhatEveryListHas() {
    #expect(shortlist.tokens(for: []) == [0, 1, 2, 5, 63, 64, 70, 99])
  }

  @Test func listsAreUnionsInAscendingOrder() {
    var generator = SeededGenerator(state: 11)
    for _ in 0..<200 {
      let source = (0..<generator.below(20)).map { _ in
        Int32(generator.below(ShortlistFixture.sourceCount))
      }
      let list = shortlist.tokens(for: source)
      #expect(list == fixture.list(source))
      #expect(zip(list, list.dropFirst()).allSatisfy { $0 < $1 })
      #expect(shortlist.tokens(for: source.reversed() + source) == list)
    }
  }

  @Test(arguments: [0, 1, 3, 100], [0, 1, 4, 100])
  func listsCanBeShorterThanTheFileAllows(first: Int, best: Int) throws {
    let shorter = try Shortlist(contentsOf: fixture.path, first: first, best: best)
    let all = (0..<ShortlistFixture.sourceCount).map { Int32($0) }
    for source in all.map({ [$0] }) + [all] {
      #expect(shorter.tokens(for: source) == fixture.list(source, first: first, best: best))
    }
  }

  @Test func listsComeFromATable() throws {
    let pairs = TestCorpora.translated(count: 500, vocabularyCount: 40, length: 6)
    let table = LexicalTable.learned(pairs, vocabularyCount: 40)
    let content = ShortlistContent(table, first: 2, best: 1, always: [39, 0])
    try content.write(to: fixture.path, for: ShortlistFixture.purpose)
    let shortlist = try Shortlist(contentsOf: fixture.path)
    let common = Set([0, 39] + table.mostFrequent(2))
    #expect(shortlist.tokens(for: [10, 20]) == common.union([11, 21]).sorted())
  }

  @Test func theTokenizerAndTheLanguagesAreThoseOfTheModel() throws {
    let (source, target) = (ShortlistFixture.sourceCount, ShortlistFixture.targetCount)
    let purpose = ShortlistFixture.purpose
    try shortlist.check(
      sourceVocabularyCount: source, targetVocabularyCount: target, purpose: purpose)
    for (source, target, purpose) in [
      (source + 1, target, purpose), (source, target - 1, purpose),
      (source, target, self.purpose("en", "de", [7, 1])),
      (source, target, self.purpose("de", "en", purpose.tokenizerFile)),
      (source, target, self.purpose("en", "nl", purpose.tokenizerFile)),
    ] {
      #expect(throws: ShortlistError.otherPurpose(path: fixture.path)) {
        try shortlist.check(
          sourceVocabularyCount: source, targetVocabularyCount: target, purpose: purpose)
      }
    }
  }

  private func purpose(_ source: String, _ target: String, _ file: [UInt8]) -> ShortlistPurpose {
    ShortlistPurpose(sourceLanguage: source, targetLanguage: target, tokenizerFile: file)
  }

  @Test func anEmptyShortlistIsOne() throws {
    let none = ShortlistContent(targetVocabularyCount: 0, always: [], frequent: [], likely: [])
    try none.write(to: fixture.path, for: ShortlistFixture.purpose)
    #expect(try Shortlist(contentsOf: fixture.path).tokens(for: []).isEmpty)
  }
}
