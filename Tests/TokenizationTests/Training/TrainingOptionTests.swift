import Testing
import TextNormalization
import Tokenization

@Suite struct TrainingOptionTests {
  @Test func digitsStayAloneUnlessTheyMayJoin() throws {
    let lines = Array(repeating: "in 2024 and 2025", count: 4)
    let single = try trained(on: lines, .merges(6))
    let joined = try trained(on: lines, .merges(6)) { $0.digits = .joined }
    #expect(!single.mergedPieces.contains { $0.contains("20") })
    #expect(joined.mergedPieces.contains("▁20"))
  }

  @Test func protectedSymbolsFollowTheBytesAndAreNeverMerged() throws {
    let lines = Array(repeating: "<tag>word @@ word<tag>", count: 4)
    let symbols = ["<tag>", "@@"]
    let tokenizer = try trained(on: lines, .merges(4)) { $0.protectedSymbols = symbols }
    #expect(symbols.map { tokenizer.id(forPiece: $0) } == [259, 260])
    #expect(tokenizer.mergedPieces.first == "or")
    #expect(!tokenizer.mergedPieces.contains { $0.contains("<") || $0.contains("@") })
    // Characters that occur in protected symbols alone are not in the alphabet.
    #expect(tokenizer.id(forPiece: "@") == nil)
    #expect(tokenizer.id(forPiece: "t") == nil)
  }

  @Test func progressOfCountingEndsWithTheSizeOfTheFile() throws {
    let file = try TemporaryText(Array(repeating: "a line of text", count: 30_000))
    let reports = Reports()
    var trainer = try BPETrainer(BPETrainer.Options(size: .merges(0)))
    let lineCount = try trainer.count(contentsOf: file.path) { reports.append($0, $1) }
    #expect(lineCount == 30_000)
    #expect(reports.all.count > 1)
    #expect(reports.all.map(\.byteCount).max() == 30_000 * 15)
    #expect(reports.all.allSatisfy { $0.fileSize == 30_000 * 15 })
  }
}
