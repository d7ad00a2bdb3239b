import Foundation
import TestSupport
import Testing

/// What a power cut leaves is enough to go on from.
@Suite struct KillTests {
  private let workplace: Workplace
  private let options = ["--max-updates", "12"]

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
  }

  private func start(_ options: [String]) throws -> Invocation {
    try Invocation(
      program: "apus", arguments: TrainingArguments.make(options, output: "killed"), in: workplace)
  }

  /// Compares the last checkpoint and the model with those of the run that was left alone.
  private func expectWholeBytes(update: Int, _ comment: Comment) throws {
    for file in ["checkpoints/update-0000\(update).safetensors", "model.safetensors"] {
      let whole = try workplace.bytes(of: "whole/\(file)")
      #expect(try workplace.bytes(of: "killed/\(file)") == whole, comment)
    }
  }

  /// Killed at three moments and started again each time, a run ends with the bytes of one that was
  /// left alone.
  @Test func aKilledRunEndsWithTheSameBytes() throws {
    _ = try workplace.train("--max-updates", "12", output: "whole")
    for update in [2, 5, 9] {
      let run = try start(options)
      run.waitForErrors(toContain: " : Up. \(update) : ")
      run.endAtOnce()
      _ = try run.outcome()
    }
    let last = try workplace.train("--max-updates", "12", output: "killed")
    #expect(last.errors.contains("going on after update"), "\(last.errors)")
    try expectWholeBytes(update: 12, "\(last.errors)")
  }

  /// Fifty times, at any moment from the start of the program to the end of the model's writing;
  /// every update is saved, so that most of the time is spent within a checkpoint.
  ///
  /// A run that has come to its end is compared, and another one begins.
  @Test(.enabled(if: SlowTests.areWanted)) func fiftyKillsAtAnyMomentChangeNothing() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(state: seed)
    let longOptions = ["--max-updates", "30", "--keep", "2"]
    let beginning = Date()
    _ = try workplace.apus(TrainingArguments.make(longOptions, output: "whole"))
    let duration = Date().timeIntervalSince(beginning)
    var (killCount, inWriteCount, endCount) = (0, 0, 0)
    while killCount < 50 {
      let run = try start(longOptions)
      let delay = Double(random.below(1_000_000)) / 1_000_000 * duration * 0.6
      run.waitAtMost(seconds: delay)
      let isKilled = run.isRunning
      run.endAtOnce()
      let outcome = try run.outcome()
      let comment: Comment = "seed \(seed), kill \(killCount): \(outcome.errors)"
      #expect(!outcome.errors.contains("checkpoint not used"), comment)
      if isKilled && outcome.status == SIGKILL {
        killCount += 1
        inWriteCount += hasPartialFile ? 1 : 0
      } else {
        endCount += 1
        #expect(outcome.status == 0, comment)
        try expectWholeBytes(update: 30, comment)
        try FileManager.default.removeItem(atPath: workplace.path("killed"))
      }
    }
    let last = try start(longOptions).outcome()
    try expectWholeBytes(update: 30, "seed \(seed): \(last.errors)")
    #expect(!hasPartialFile)
    print("seed \(seed): 50 kills, \(inWriteCount) within a write, \(endCount + 1) runs ended")
  }

  private var hasPartialFile: Bool {
    let folders = ["killed", "killed/checkpoints"].map(workplace.path)
    let names = folders.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? []
    }
    return names.contains { $0.hasSuffix(".partial") }
  }
}

extension Invocation {
  /// Waits for a time, or for the end of the program.
  fileprivate func waitAtMost(seconds: Double) {
    let end = Date(timeIntervalSinceNow: seconds)
    while isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.0005) }
  }
}
