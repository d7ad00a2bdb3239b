import Foundation
import TestSupport
import Testing
import TrainingReports

@Suite struct MetricsLogTests {
  private func lines(_ path: String) throws -> [Substring] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }

  private func write(_ updates: [Int], to path: String) throws {
    let log = try MetricsLog(path: path)
    for update in updates { try log.append(.training(update: update)) }
  }

  @Test func aLineIsAnObjectWithNamesForPrograms() throws {
    try withTemporaryFolder { folder in
      try write([100], to: folder + "/metrics.jsonl")
      #expect(
        try lines(folder + "/metrics.jsonl") == [
          """
          {"epoch":1,"event":"train","loss":3,"perplexity":20,"time":"2026-11-21T12:05:30.000Z",\
          "tokens_per_second":5000,"update":100}
          """
        ])
    }
  }

  @Test func whatWasWrittenIsReadAgain() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/metrics.jsonl"
      var limits = RunLimits()
      limits.maximumEpochs = 3
      var odd = MetricsRecord.validation(update: 20, loss: .infinity, bleu: 1.5)
      odd.perplexity = -.infinity
      let records = [MetricsRecord.start(limits: limits), .training(update: 10), odd]
      let log = try MetricsLog(path: path)
      for record in records { try log.append(record) }
      #expect(try MetricsLog(path: path).records == records)
    }
  }

  @Test func aTornLastLineIsRemovedAndTheNextIsWhole() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/metrics.jsonl"
      try write([10, 20, 30], to: path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      let lineLength = whole.count / 3
      for cut in 1..<lineLength {
        try whole.dropLast(cut).write(to: URL(fileURLWithPath: path))
        try write([40], to: path)
        // Only the line's end is missing where one byte was cut off.
        let wanted = cut == 1 ? [10, 20, 30, 40] : [10, 20, 40]
        #expect(MetricsLog.content(of: path).records.map(\.update) == wanted)
        #expect(try lines(path).count == wanted.count)
      }
    }
  }

  @Test func aDamagedLineIsCountedAndRemoved() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/metrics.jsonl"
      try write([10, 20], to: path)
      var text = try String(contentsOfFile: path, encoding: .utf8)
      text = "{\"event\":\"tr\0\n" + text
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let log = try MetricsLog(path: path)
      #expect(log.damagedLineCount == 1)
      #expect(try lines(path).count == 2)
    }
  }

  @Test func obsoleteRecordsAreCutOff() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/metrics.jsonl"
      try write([10, 20, 30], to: path)
      let log = try MetricsLog(path: path)
      try log.remove { $0.update > 10 }
      try log.append(.training(update: 20, loss: 7))
      #expect(MetricsLog.content(of: path).records == log.records)
      #expect(log.records.map(\.loss) == [3, 7])
    }
  }

  @Test func aFolderIsTrainedInByOneProcessAtATime() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/lock"
      #expect(RunLock.holder(of: path) == nil)
      var lock: RunLock? = try RunLock(path: path)
      let process = Int(ProcessInfo.processInfo.processIdentifier)
      #expect(RunLock.holder(of: path) == process)
      #expect(throws: RunFolderError.inUse(path: path, process: process)) {
        _ = try RunLock(path: path)
      }
      #expect(lock != nil)
      lock = nil
      #expect(RunLock.holder(of: path) == nil)
    }
  }
}
