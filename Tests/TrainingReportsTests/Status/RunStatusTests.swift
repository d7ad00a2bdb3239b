import Foundation
import TestSupport
import Testing
import Training
import TrainingReports

@Suite struct RunStatusTests {
  private var records: [MetricsRecord] {
    var limits = RunLimits()
    limits.maximumUpdates = 1000
    var report = MetricsRecord.training(update: 200)
    report.seconds = 60
    var saved = MetricsRecord(.saved, at: moment(60), update: 200)
    saved.path = "model/checkpoints/update-000200.safetensors"
    return [
      .start(limits: limits), .validation(update: 100, loss: 2.5, bleu: 20), report,
      .validation(update: 200, loss: 2.6, bleu: 21), saved,
    ]
  }

  private func stopped(_ reason: TrainingEvent.StopReason) -> RunHistory {
    var stop = MetricsRecord(.stop, at: moment(70), update: 200)
    stop.message = reason.rawValue
    return RunHistory(records + [stop])
  }

  @Test func aRunThatGoesOnHasATimeLeft() {
    let status = RunStatus(of: RunHistory(records), process: 123, at: moment(100))
    #expect(status.state == .running)
    #expect(status.secondsLeft == 800 * 0.3 - 40)
    #expect(status.secondsSinceSignOfLife == 40)
    #expect(status.bestValidation?.update == 100)
    #expect(status.latestValidation?.bleu == 21)
    #expect(status.checkpointUpdate == 200)
    #expect(status.epoch == 8)
  }

  @Test func theTextSaysAllOfIt() {
    let status = RunStatus(of: RunHistory(records), process: 123, at: moment(100))
    #expect(
      status.text == """
        state              running (process 123)
        update             200 of 1,000 (20 %), epoch 8
        time               about 1 min so far, about 3 min left
        training           loss 3.000, perplexity 20.0, 5.0k tokens/s
        best validation    loss 2.500, perplexity 5.00, BLEU 20.0 (update 100)
        last validation    loss 2.600, perplexity 5.20, BLEU 21.0 (update 200)
        checkpoint         model/checkpoints/update-000200.safetensors
        last sign of life  40 s ago
        """)
  }

  @Test func aRunThatEndedSaysWhy() {
    let history = RunHistory(records)
    #expect(RunStatus(of: history, process: nil, at: moment(100)).state == .died)
    let interrupted = RunStatus(of: stopped(.interrupted), process: nil, at: moment(100))
    #expect(interrupted.state == .interrupted)
    #expect(interrupted.secondsLeft == nil)
    let finished = RunStatus(of: stopped(.updates), process: nil, at: moment(100))
    #expect(finished.state == .finished)
    #expect(finished.stopReason == "the update limit was reached")
    #expect(RunStatus(of: stopped(.updates), process: 7, at: moment(100)).state == .finishing)
  }

  @Test func theStatusIsReadFromTheFolder() throws {
    try withTemporaryFolder { folder in
      #expect(throws: RunFolderError.noRun(folder: folder)) {
        _ = try RunStatus(ofRunIn: folder, at: beginning)
      }
      let logs = folder + "/logs"
      try FileManager.default.createDirectory(
        atPath: logs, withIntermediateDirectories: true)
      var lock: RunLock? = try RunLock(path: logs + "/lock")
      #expect(try RunStatus(ofRunIn: folder, at: beginning).state == .running)
      lock = nil
      let log = try MetricsLog(path: logs + "/metrics.jsonl")
      for record in records { try log.append(record) }
      #expect(try RunStatus(ofRunIn: folder, at: moment(100)).state == .died)
      lock = try RunLock(path: logs + "/lock")
      let status = try RunStatus(ofRunIn: folder, at: moment(100))
      withExtendedLifetime(lock) {}
      #expect(status.process == Int(ProcessInfo.processInfo.processIdentifier))
      #expect(status.loss == 3)
      #expect(try status.json.contains("\"state\" : \"running\""))
    }
  }
}
