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
    try content.write(to: fixture.path, tokenizerFile: [])
    let shortlist = try Shortlist(contentsOf: fixture.path)
    let common = Set([0, 39] + table.mostFrequent(2))
    #expect(shortlist.tokens(for: [10, 20]) == common.union([11, 21]).sorted())
  }

  @Test func theTokenizerIsThatOfTheModel() throws {
    let (source, target) = (ShortlistFixture.sourceCount, ShortlistFixture.targetCount)
    let tokenizer = ShortlistFixture.tokenizerFile
    try shortlist.check(
      sourceVocabularyCount: source, targetVocabularyCount: target, tokenizerFile: tokenizer)
    for (source, target, tokenizer) in [
      (source + 1, target, tokenizer), (source, target - 1, tokenizer), (source, target, [7, 1]),
    ] {
      #expect(throws: ShortlistError.otherTokenizer(path: fixture.path)) {
        try shortlist.check(
          sourceVocabularyCount: source, targetVocabularyCount: target, tokenizerFile: tokenizer)
      }
    }
  }

  @Test func anEmptyShortlistIsOne() throws {
    let none = ShortlistContent(targetVocabularyCount: 0, always: [], frequent: [], likely: [])
    try none.write(to: fixture.path, tokenizerFile: [])
    #expect(try Shortlist(contentsOf: fixture.path).tokens(for: []).isEmpty)
  }
}
