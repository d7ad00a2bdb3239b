import Corpora
import Testing

@Suite struct CorpusReportTests {
  @Test func reportListsTheFirstLinesOnly() {
    var report = CorpusReport(maximumLength: 256)
    for line in 1...29_000 {
      report.record(line: line, line.isMultiple(of: 1000) ? .longTarget : nil)
    }
    #expect(
      report.description == "29,000 pairs read, 28,971 kept; 29 dropped: "
        + "29 target longer than 256 tokens (lines 1000, 2000, 3000, 4000, 5000, …)")
  }

  @Test func reportOfACleanCorpusIsShort() {
    var report = CorpusReport(maximumLength: 256)
    report.record(line: 1, nil)
    #expect(report.description == "1 pair read, 1 kept")
  }
}
