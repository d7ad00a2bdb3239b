import Corpora
import FileStorage
import Foundation
import TestSupport
import Testing

@Suite struct DroppedPairsTests {
  @Test func everyPairHasALineOfFiveColumns() throws {
    var dropped = DroppedPairs(limits: PairFilter(maximumLength: 4).limits)
    let text = String(repeating: "ä", count: 81)
    dropped.append(
      LinePair(number: 3, source: "a\tb\u{85}c\r", target: text), of: "corpora/x", .longSource)
    dropped.append(
      LinePair(number: 1204, source: "", target: String(text.dropLast())), of: "y", .emptySource)
    #expect(dropped.count == 2)
    try withTemporaryFolder { folder in
      try AtomicFile.write(to: folder + "/dropped.tsv") { try dropped.write(to: &$0) }
      let content = try String(contentsOfFile: folder + "/dropped.tsv", encoding: .utf8)
      let shortened = String(repeating: "ä", count: 80)
      #expect(
        content == """
          corpus\tline\treason\tsource\ttarget
          corpora/x\t3\tsource longer than 4 tokens\ta b c \t\(shortened)…
          y\t1204\tempty source\t\t\(shortened)

          """)
    }
  }
}
