import TestSupport
import Testing
import TextNormalization

@Suite struct ExplanationTests {
  @Test func aTraceShowsWhatChangedAndWhy() {
    let trace = Normalizer.standard().trace("A \u{FB01}ne  cafe\u{301}\u{200B}.")
    #expect(
      trace.text()
        == """
        A [-ﬁ-]{+fi+}ne[-  -]{+ +}caf[-e<U+0301>-]{+é+}[-<U+200B>-].
          U+200B ZERO WIDTH SPACE -> nothing (controls)
          U+FB01 LATIN SMALL LIGATURE FI -> fi (NFKC)
          U+0065 LATIN SMALL LETTER E, U+0301 COMBINING ACUTE ACCENT -> é (NFKC)
          2 x U+0020 SPACE -> U+0020 SPACE (whitespace)
        """)
  }

  @Test func changesPointIntoTheOriginal() {
    let trace = Normalizer.standard().trace("x\u{200B}\u{FF21}\u{FF21}")
    #expect(trace.changes.map(\.originalBytes) == [1..<4, 4..<7, 7..<10])
    #expect(trace.changes.map(\.step) == ["controls", "NFKC", "NFKC"])
    #expect(
      trace.explanations.last == "U+FF21 FULLWIDTH LATIN CAPITAL LETTER A -> A (NFKC), 2 times")
    #expect(trace.alignedText.text == "xAA")
  }

  @Test func textThatStaysHasNothingToExplain() {
    let trace = Normalizer.standard().trace("Grüße, 世界!")
    #expect(trace.changes.isEmpty)
    #expect(trace.text() == "Grüße, 世界!")
  }

  @Test func coloursAreUsedOnlyWhereWanted() {
    let trace = Normalizer.standard().trace("\u{FB01}")
    #expect(!trace.text().contains("\u{1B}"))
    #expect(trace.markedText(style: .colored) == "\u{1B}[31;9mﬁ\u{1B}[0m\u{1B}[32mfi\u{1B}[0m")
  }

  @Test func aReportCountsLinesAndChanges() {
    var report = NormalizationReport(of: .standard())
    for line in ["plain", "\u{FB01} \u{FB01}", " a\tb\u{FB01}"] { report.count(line) }
    #expect(
      report.text()
        == """
        3 lines, 2 changed
        controls: 1 changes in 1 lines
          1  U+0009 <control-0009> -> U+0020 SPACE
        NFKC: 3 changes in 2 lines
          3  U+FB01 LATIN SMALL LIGATURE FI -> fi
        whitespace: 1 changes in 1 lines
          1  U+0020 SPACE -> nothing
        """)
  }

  @Test func reportsOfPartsMakeTheReportOfTheWhole() {
    var generator = SeededGenerator(state: 5)
    let lines = (0..<60).map { _ in generator.text(count: 20) }
    var whole = NormalizationReport(of: .standard())
    for line in lines { whole.count(line) }
    var parts = lines.chunked(by: 7).map { lines in
      var part = NormalizationReport(of: .standard())
      for line in lines { part.count(line) }
      return part
    }
    parts.shuffle(using: &generator)
    var merged = NormalizationReport(of: .standard())
    for part in parts { merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.text() == whole.text())
    #expect(whole.lineCount == 60)
  }

  @Test func countingGivesTheNormalizedLine() {
    var report = NormalizationReport(of: .standard())
    #expect(report.count(" \u{FB01} ") == "fi")
  }
}

extension [String] {
  fileprivate func chunked(by size: Int) -> [[String]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
