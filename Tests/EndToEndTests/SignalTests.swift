import Foundation
import Testing

/// What a training run answers to signals; SIGINT is among the tests of training.
@Suite struct SignalTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
    _ = try workplace.trainTokenizer()
    try workplace.writeCorpus()
  }

  private func start() throws -> Invocation {
    let arguments = TrainingArguments.make(
      ["--max-updates", "100000", "--keep-best", "0"], output: "model")
    let place = try #require(arguments.firstIndex(of: "--save-every"))
    var rarely = arguments
    rarely[place + 1] = "100000"
    return try Invocation(program: "apus", arguments: rarely, in: workplace)
  }

  @Test func userSignalSavesAndTheRunGoesOn() throws {
    let run = try start()
    run.waitForErrors(toContain: " : Up. 1 : ")
    run.send(SIGUSR1)
    run.waitForErrors(toContain: "[saved]")
    let errors = run.errorsSoFar
    let saved = try #require(errors.split(separator: "[saved] ").last).prefix { $0 != "\n" }
    #expect(workplace.exists(String(saved)))
    let updateCount = errors.split(separator: " : Up. ").count
    run.waitForErrors(toContain: " : Up. \(updateCount + 1) : ")
    #expect(run.errorsSoFar.contains(" : Up. \(updateCount + 1) : "))
    #expect(run.isRunning)
    run.endAtOnce()
    _ = try run.outcome()
  }

  @Test func terminationSavesAndSaysHowToGoOnAndHowToMakeAModel() throws {
    let run = try start()
    run.waitForErrors(toContain: " : Up. 1 : ")
    run.send(SIGTERM)
    let outcome = try run.outcome()
    #expect(outcome.status == 143)
    let advice = /same command goes on from there, and with --max-updates ([0-9]+) it makes a model/
    let updates = try #require(outcome.errors.firstMatch(of: advice)).1
    #expect(!workplace.exists("model/model.safetensors"))
    let model = try workplace.train("--max-updates", String(updates))
    #expect(model.status == 0, "\(model.errors)")
    #expect(workplace.exists("model/model.safetensors"))
  }
}
