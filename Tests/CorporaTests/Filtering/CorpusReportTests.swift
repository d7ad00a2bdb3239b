import Corpora
import Testing

@Suite struct CorpusReportTests {
  @Test func reportListsTheFirstLinesOnly() {
    var report = CorpusReport(limits: PairFilter().limits)
    for line in 1...29_000 {
      report.record(line: line, line.isMultiple(of: 1000) ? .longTarget : nil)
    }
    #expect(
      report.description == "29,000 pairs read, 28,971 kept; 29 dropped: "
        + "29 target longer than 256 tokens (lines 1000, 2000, 3000, 4000, 5000, …)")
  }

  @Test func reportOfACleanCorpusIsShort() {
    var report = CorpusReport(limits: PairFilter().limits)
    report.record(line: 1, nil)
    #expect(report.description == "1 pair read, 1 kept")
  }

  @Test func reasonsAreInTheOrderInWhichTheyApply() {
    var report = CorpusReport(limits: PairFilter().limits)
    for (line, reason) in [PairFilter.Reason.duplicate, .emptySource, .copy].enumerated() {
      report.record(line: line + 1, reason)
    }
    #expect(
      report.description == "3 pairs read, 0 kept; 3 dropped: 1 empty source (line 2), "
        + "1 target equal to its source (line 3), 1 there before (line 1)")
  }
}
