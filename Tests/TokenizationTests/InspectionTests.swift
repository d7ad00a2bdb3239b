import Testing
import TextNormalization
import Tokenization

@Suite struct InspectionTests {
  private let tokenizer: Tokenizer

  init() throws {
    // Pieces: special tokens, bytes, ▁ a b c, ▁a, ▁ab.
    tokenizer = try trained(on: ["ab ab c"], .merges(2))
  }

  private func inspection(of lines: [String]) -> TokenizerInspection {
    var inspection = TokenizerInspection(tokenizer)
    inspection.add(lines)
    return inspection
  }

  @Test func everythingIsCounted() {
    let inspection = inspection(of: ["ab c", "é  é鷹 b"])
    #expect(tokenizer.pieces("ab c") == ["▁ab", "▁", "c"])
    #expect(inspection.lineCount == 2)
    #expect(inspection.wordCount == 5)
    #expect(inspection.characterCount == 4 + 7)
    #expect(inspection.byteCount == 4 + 11)
    // ▁ and two bytes; ▁; ▁, two bytes and three; ▁ and b.
    #expect(inspection.pieceCount == 3 + 3 + 1 + 6 + 2)
    #expect(inspection.byteTokenCount == 7)
    #expect(inspection.unknownCount == 0)
    #expect(inspection.fertility == 3)
    #expect(inspection.piecesPerLine == 7.5)
    #expect(inspection.bytesPerPiece == 1)
    #expect(inspection.charactersPerPiece == 11.0 / 15)
    #expect(inspection.byteTokenShare == 7.0 / 15)
    #expect(inspection.coverage == 1 - 3.0 / 11)
    // ▁, b, c, ▁ab and the five bytes that é and 鷹 are of.
    #expect(inspection.usedVocabularyShare == 9.0 / 265)
  }

  @Test func charactersWithoutAPieceAreListedByCount() {
    let top = inspection(of: ["é鷹é", "x", "y"]).topUnspelledCharacters(3)
    #expect(top.map(\.character) == ["é", "x", "y"])
    #expect(top.map(\.count) == [2, 1, 1])
  }

  @Test func partsMergeIntoTheWhole() {
    let lines = ["ab c", "é", "", "鷹 ab", "b\u{A0}b"]
    let whole = inspection(of: lines)
    var merged = inspection(of: Array(lines[..<2]))
    merged.merge(inspection(of: Array(lines[2...])))
    #expect(merged.report() == whole.report())
    #expect(merged.pieceCounts == whole.pieceCounts)
  }

  @Test func threadsChangeNothing() throws {
    let lines = Array(repeating: try Fixture.lines("corpus.txt"), count: 5).flatMap { $0 }
    var parallel = TokenizerInspection(tokenizer)
    parallel.add(lines, threadCount: 2)
    #expect(parallel.report() == inspection(of: lines).report())
  }

  @Test func noTextHasNoRatios() {
    let inspection = inspection(of: [])
    #expect(inspection.fertility == 0)
    #expect(inspection.coverage == 1)
  }

  @Test func theReportNamesCharacters() {
    let report = inspection(of: ["é ab\u{7}"]).report()
    #expect(report.contains("pieces per word       2.500"))
    #expect(report.contains("characters covered    60.00 %"))
    #expect(
      report.suffix(2) == [
        "  1 × \\u{7} U+0007 (no name)", "  1 × é U+00E9 LATIN SMALL LETTER E WITH ACUTE",
      ])
  }

  // MARK: A line

  @Test func piecesAreSeparated() {
    #expect(SegmentationRendering(tokenizer).text(of: "ab é") == "▁ab ▁ <0xC3> <0xA9>")
    #expect(
      SegmentationRendering(tokenizer, style: .separated("|")).text(of: "abc") == "▁ab|c")
  }

  @Test func coloursAlternateAndMarkBytes() {
    let rendering = SegmentationRendering(tokenizer, style: .colored)
    #expect(
      rendering.text(of: "abcé")
        == "\u{1B}[30;44m▁ab\u{1B}[30;46mc\u{1B}[30;45m<0xC3>\u{1B}[30;45m<0xA9>\u{1B}[0m")
  }

  @Test func noTextSteersTheTerminal() throws {
    let tokenizer = try trained(on: ["\u{1B}[2J\u{202E}"], .merges(0))
    let text = SegmentationRendering(tokenizer).text(of: "\u{1B}[2J\u{202E}")
    #expect(text == "▁ \\u{1B} [ 2 J \\u{202E}")
  }
}
