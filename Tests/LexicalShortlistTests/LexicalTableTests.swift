import LexicalShortlist
import Testing

@Suite struct LexicalTableTests {
  @Test func mostFrequentTokensAreInOrder() {
    let table = LexicalTable.learned(
      [([0], [4, 2, 2, 1]), ([0], [4, 2, 3])], vocabularyCount: 6)
    #expect(table.mostFrequent(10) == [2, 4, 1, 3])
    #expect(table.mostFrequent(3) == [2, 4, 1])
    #expect(table.mostFrequent(0) == [])
  }

  @Test(arguments: [0, 1, 3, 7, 100])
  func mostLikelyTokensAreInOrder(count: Int) throws {
    let table = LexicalTable.learned(
      TestCorpora.random(count: 2000, vocabularyCount: 90), vocabularyCount: 90)
    let lists = table.mostLikely(count)
    try #require(lists.count == 90)
    for (row, list) in zip(table.rows, lists) {
      let order = row.indices.filter { row[$0] > 0 }.sorted { (row[$1], $0) < (row[$0], $1) }
      #expect(list == order.prefix(count).map { Int32($0) })
    }
  }

  @Test func equallyLikelyTokensStandByNumber() {
    let table = LexicalTable.learned([([1], [5, 3, 4, 2])], vocabularyCount: 6)
    #expect(table.mostLikely(3) == [[], [2, 3, 4], [], [], [], []])
  }
}
