import Foundation
import Testing
import Training
import TrainingReports

@Suite struct MarianLineTests {
  private static let utc = TimeZone(secondsFromGMT: 0) ?? .current
  private let now = LogTime(beginning, in: utc)

  @Test func aReportIsALineOfMarians() {
    #expect(
      MarianLine.progress(.example, at: now)
        == "[2026-11-21 12:05:00] Ep. 3 : Up. 4100 : Sen. 46,750 : Cost 3.14000000 : Time 35.20s "
        + ": 5532.88 words/s : gNorm 3.9004 : L.r. 1.8750e-04")
  }

  @Test func scriptsFindUpdateAndValueAtTheirPlaces() throws {
    let lines = MarianLine.validation(
      in: [.validation(update: 5000, loss: 2.5, bleu: 27.1)], at: now)
    try #require(lines.count == 3)
    let fields = lines.map { $0.split(separator: " ").map(String.init) }
    #expect(fields.map { $0[7] } == ["5000", "5000", "5000"])
    #expect(fields.map { $0[9] } == ["ce-mean-words", "perplexity", "bleu"])
    #expect(fields.map { $0[11] } == ["2.5000", "5.0000", "27.10"])
    #expect(lines[2].hasSuffix("[valid] Ep. 8 : Up. 5000 : bleu : 27.10 : new best"))
  }

  @Test func eachMetricStallsByItself() throws {
    let validations = [(2.0, 25.0), (1.9, 27.3), (1.8, 26), (1.85, 27), (1.7, 27.1)].enumerated()
      .map { index, numbers in
        MetricsRecord.validation(update: 100 * (index + 1), loss: numbers.0, bleu: numbers.1)
      }
    let lines = MarianLine.validation(in: validations, at: now)
    try #require(lines.count == 3)
    #expect(lines[0].hasSuffix("ce-mean-words : 1.7000 : new best"))
    #expect(lines[2].hasSuffix("bleu : 27.10 : stalled 3 times (last best: 27.30)"))
  }

  @Test func aMetricThatWasNotMeasuredHasNoLine() {
    let lines = MarianLine.validation(in: [.validation(update: 10, loss: 2)], at: now)
    #expect(lines.count == 2)
    #expect(MarianLine.validation(in: [], at: now).isEmpty)
  }
}
