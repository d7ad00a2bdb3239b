import LexicalShortlist
import Testing

@Suite struct SpellingPiecesTests {
  private static let bytes = (0..<256).map { byte in
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x" + (digits.count == 1 ? "0" : "") + digits + ">"
  }

  @Test(arguments: [
    "a", "▁a", "▁", "7", "▁7", ".", "▁.", "é", "Ġ!", "##5", "-@@", "я", "x</w>", "#", "語", "한",
  ])
  func aSingleCharacterIsNeeded(piece: String) {
    #expect(SpellingPieces.tokens(in: ["word", piece]) == [1])
  }

  @Test(arguments: [
    "", "ab", "▁ab", "12", "</s>", "▁▁▁", "##", "@@", "e\u{301}", "<0xG0>", "<0x0A", "<0x+1>",
  ])
  func othersAreNot(piece: String) {
    #expect(SpellingPieces.tokens(in: [piece, "b"]) == [1])
  }

  @Test func bytesAreNeeded() {
    #expect(SpellingPieces.tokens(in: Self.bytes + ["word"]) == (0..<256).map { $0 })
    #expect(SpellingPieces.tokens(in: ["word", "<0x0A>"]) == [1])
  }

  @Test func charactersByTheThousandAreNotWhereBytesSpellThem() {
    let pieces = Self.bytes + ["語", "▁한", "か", "。", "я"]
    #expect(SpellingPieces.tokens(in: pieces).dropFirst(256) == [258, 259, 260])
  }
}
