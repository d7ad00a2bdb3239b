import Foundation
import Testing

/// What a power cut leaves is enough to go on from.
@Suite struct KillTests {
  /// Killed at three arbitrary moments and started again each time, a run ends with the bytes of
  /// one that was left alone.
  @Test func aKilledRunEndsWithTheSameBytes() throws {
    let workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
    _ = try workplace.train("--max-updates", "12", output: "whole")
    for update in [2, 5, 9] {
      let arguments = TrainingArguments.make(["--max-updates", "12"], output: "killed")
      let run = try Invocation(program: "apus", arguments: arguments, in: workplace)
      let deadline = Date(timeIntervalSinceNow: 30)
      while !run.errorsSoFar.contains("\nupdate \(update) "), Date() < deadline {
        Thread.sleep(forTimeInterval: 0.001)
      }
      run.endAtOnce()
      _ = try run.outcome()
    }
    let last = try workplace.train("--max-updates", "12", output: "killed")
    #expect(last.errors.contains("going on after update"), "\(last.errors)")
    for file in ["checkpoints/update-000012.safetensors", "model.safetensors"] {
      let whole = try workplace.bytes(of: "whole/\(file)")
      #expect(try workplace.bytes(of: "killed/\(file)") == whole, "\(file)")
    }
  }
}
