import Foundation
import Testing

@Suite struct TrainingReportTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
  }

  private func metrics(of event: String) throws -> [[String: Any]] {
    let lines = try workplace.bytes(of: "model/logs/metrics.jsonl").split(
      separator: UInt8(ascii: "\n"))
    let objects = try lines.map { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    return objects.compactMap { $0 }.filter { $0["event"] as? String == event }
  }

  private func eventFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workplace.path("model/logs"))
      .filter { $0.hasPrefix("events.out.tfevents.") }
  }

  @Test func aContinuedRunHasOneHistory() throws {
    _ = try workplace.train("--max-updates", "3")
    _ = try workplace.train("--max-updates", "5")
    #expect(try metrics(of: "train").map { $0["update"] as? Int } == [1, 2, 3, 4, 5])
    #expect(try metrics(of: "valid").map { $0["update"] as? Int } == [2, 4])
    #expect(try metrics(of: "start").map { $0["update"] as? Int } == [0, 3])
    #expect(try eventFiles().count == 2)
    let page = String(decoding: try workplace.bytes(of: "model/report.html"), as: UTF8.self)
    #expect(page.contains("<title>en to de, tiny · Apus</title>"))
    #expect(page.contains("300 pairs read, 300 kept"))
    #expect(page.contains("--max-updates 5"))
  }

  @Test func aStatusNeedsNoOtherOption() throws {
    _ = try workplace.train("--max-updates", "2")
    let status = try workplace.apus("train", "--status", "model")
    #expect(status.status == 0, "\(status.errors)")
    #expect(status.lines.first == "state              finished: the update limit was reached")
    #expect(status.output.contains("\nupdate             2 of 2 (100 %), epoch 1\n"))

    let json = try workplace.apus("train", "--status=model", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["state"] as? String == "finished")
    #expect(object?["checkpoint_update"] as? Int == 2)
  }

  @Test func aStatusTellsARunThatGoesOnFromOneThatWasKilled() throws {
    let arguments = TrainingArguments.make(["--max-updates", "100000"], output: "model")
    let run = try Invocation(program: "apus", arguments: arguments, in: workplace)
    let deadline = Date(timeIntervalSinceNow: 120)
    while !run.errorsSoFar.contains(" : Up. 1 : ") && Date() < deadline {
      Thread.sleep(forTimeInterval: 0.01)
    }
    let running = try workplace.apus("train", "--status", "model")
    #expect(running.output.hasPrefix("state              running (process "))
    let second = try workplace.train("--max-updates", "100000")
    #expect(second.status == 1)
    #expect(second.errors.contains(" trains in this folder; wait for its end"))
    run.endAtOnce()
    _ = try run.outcome()
    let killed = try workplace.apus("train", "--status", "model")
    #expect(killed.output.hasPrefix("state              not running: it was killed or it failed"))
  }

  @Test func aFolderWithoutARunHasNoStatus() throws {
    let outcome = try workplace.apus("train", "--status", "nothing")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("apus: error: nothing: no run in this folder; wanted "))
    #expect(outcome.output.isEmpty)
  }
}
