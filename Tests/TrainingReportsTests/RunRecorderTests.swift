import Corpora
import Foundation
import TestSupport
import Testing
import Training
import TrainingReports

@Suite final class RunRecorderTests {
  private let folder: TemporaryFolder
  private var complaints: [String] = []
  private var seconds = 0.0

  init() throws { folder = try TemporaryFolder() }

  private func makeRecorder() throws -> RunRecorder {
    try RunRecorder(folder: folder.path) { [unowned self] in complaints.append($0) }
  }

  private func record(_ event: TrainingEvent, with recorder: RunRecorder) {
    seconds += 1
    recorder.record(event, at: moment(seconds))
  }

  private func start(_ recorder: RunRecorder, update: Int) {
    record(
      .started(parameterCount: 7, update: update, backend: "CPU", threadCount: 1), with: recorder)
  }

  /// Reports, saves and validates every ten updates.
  private func train(_ updates: ClosedRange<Int>, with recorder: RunRecorder) {
    for update in updates where update.isMultiple(of: 10) {
      var progress = TrainingEvent.Progress.example
      progress.update = update
      record(.progress(progress), with: recorder)
      let path = folder.path("checkpoints/update-0000\(update).safetensors")
      record(.saved(path: path), with: recorder)
    }
  }

  private var metrics: [MetricsRecord] {
    MetricsLog.content(of: folder.path("logs/metrics.jsonl")).records
  }

  @Test func aContinuedRunReadsAsOne() throws {
    do {
      let recorder = try makeRecorder()
      start(recorder, update: 0)
      train(1...50, with: recorder)
    }
    let recorder = try makeRecorder()
    start(recorder, update: 30)
    train(31...50, with: recorder)
    let updates = metrics.filter { $0.event == .train }.map(\.update)
    #expect(updates == [10, 20, 30, 40, 50])
    #expect(metrics.filter { $0.event == .start }.map(\.update) == [0, 30])
    #expect(metrics.filter { $0.event == .saved }.map(\.update) == [10, 20, 30, 40, 50])
    #expect(recorder.history.records == metrics)
    #expect(complaints.isEmpty)
  }

  @Test func goingBackTakesMeasurementsBackAndKeepsWhatWentWrong() throws {
    let recorder = try makeRecorder()
    start(recorder, update: 0)
    train(1...30, with: recorder)
    let pairs = [PairOrigin(corpus: "train", line: 3)]
    record(.skippedBatch(update: 31, reason: "not finite", pairs: pairs), with: recorder)
    record(.rolledBack(from: 31, to: 20, reason: "bad", rateScale: 0.5), with: recorder)
    train(21...30, with: recorder)
    #expect(metrics.filter { $0.event == .train }.map(\.update) == [10, 20, 30])
    #expect(metrics.first { $0.event == .skipped }?.pairs == ["train:3"])
    let rollback = try #require(metrics.first { $0.event == .rollback })
    #expect(rollback.update == 20)
    #expect(rollback.fromUpdate == 31)
  }

  @Test func whatHappensBeforeTheStartIsToldAfterIt() throws {
    let recorder = try makeRecorder()
    var report = CorpusReport(limits: PairFilter(maximumLength: 10).limits)
    report.record(line: 1, nil)
    report.record(line: 2, .emptySource)
    record(.read(report, prefix: "train"), with: recorder)
    record(.skippedCheckpoint(reason: "torn"), with: recorder)
    #expect(metrics.isEmpty)
    start(recorder, update: 20)
    #expect(metrics.map(\.event) == [.start, .warning])
    #expect(metrics.map(\.update) == [20, 20])
    let drop = CorpusSummary.Drop(reason: "empty source", count: 1, lines: [2])
    let corpus = CorpusSummary(name: "train", readCount: 2, keptCount: 1, drops: [drop])
    #expect(metrics.first?.run?.corpora == [corpus])
  }

  @Test func theReportStandsAfterValidationsAndAtTheEnd() throws {
    let recorder = try makeRecorder()
    start(recorder, update: 0)
    train(1...60, with: recorder)
    let validation = ValidationResult(loss: 2.125, bleu: 31.25)
    record(.validated(validation, update: 60, epoch: 0, isBest: true), with: recorder)
    var page = try String(contentsOfFile: folder.path("report.html"), encoding: .utf8)
    #expect(page.contains("31.2"))
    #expect(page.contains("location.reload"))
    record(.finished(update: 60, reason: .updates), with: recorder)
    page = try String(contentsOfFile: folder.path("report.html"), encoding: .utf8)
    #expect(page.contains("the update limit was reached"))
    #expect(!page.contains("location.reload"))
  }

  @Test func whatCannotBeWrittenIsSaidOnce() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("report.html"), withIntermediateDirectories: true)
    let recorder = try makeRecorder()
    start(recorder, update: 0)
    record(.finished(update: 0, reason: .updates), with: recorder)
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasSuffix("; training goes on") == true)
    #expect(metrics.map(\.event) == [.start, .stop])
  }
}
