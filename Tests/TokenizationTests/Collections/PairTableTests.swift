import Testing
import Tokenization

@Suite struct PairTableTests {
  @Test(arguments: [0, 1, 32, 33, 10_000])
  func allPairsAreFoundWhateverNumberWasExpected(expected: Int) {
    var table = PairTable(expecting: expected)
    for left in 0..<100 {
      for right in 0..<50 { table.set(UInt64(left * 50 + right), for: SymbolPair(left, right)) }
    }
    for left in 0..<100 {
      for right in 0..<50 {
        #expect(table.value(of: SymbolPair(left, right)) == UInt64(left * 50 + right))
      }
    }
    #expect(table.value(of: SymbolPair(50, 100)) == nil)
    #expect(table.value(of: SymbolPair(-1, 0)) == nil)
  }

  @Test func theLastValueOfAPairCounts() {
    var table = PairTable()
    table.set(1, for: SymbolPair(3, 4))
    table.set(2, for: SymbolPair(3, 4))
    #expect(table.value(of: SymbolPair(3, 4)) == 2)
    #expect(table.value(of: SymbolPair(4, 3)) == nil)
  }
}

@Suite struct ByteStringTableTests {
  @Test func stringsAreNumberedInTheOrderInWhichTheyAreFirstSeen() {
    var table = ByteStringTable()
    let strings = (0..<3000).map { Array("\($0 % 1500)é".utf8) } + [[], [0], [0, 0]]
    let numbers = strings.map { table.insert($0) }
    #expect(numbers == Array(0..<1500) + Array(0..<1500) + [1500, 1501, 1502])
    #expect(table.count == 1503)
    #expect(numbers.allSatisfy { table.number(of: Array(table.string($0)).span) == $0 })
    #expect(table.number(of: Array("e\u{301}".utf8).span) == nil)
  }

  @Test func aTableThatWasEmptiedNumbersFromZeroAgain() {
    var table = ByteStringTable()
    _ = table.insert(Array("one".utf8))
    table.removeAll()
    #expect(table.count == 0 && table.number(of: Array("one".utf8).span) == nil)
    #expect(table.insert(Array("two".utf8)) == 0)
  }
}
