import TestSupport
import Testing
import Training

/// A run ends when it has not got better for long enough, also in parts.
@Suite struct PatienceTests {
  /// A rate of almost nothing: BLEU stays 0, whereas the loss falls a little.
  private func stallingRun() throws -> SmallRun {
    let run = try SmallRun()
    run.rateFactor = 1e-3
    run.options.dropoutRate = 0
    run.limits.validateEvery = 5
    return run
  }

  @Test func stopsByTheMetricThatIsNamed() throws {
    let run = try stallingRun()
    run.limits.patience = Patience(3, metrics: [.bleu])
    let state = try run.train()
    #expect(state.update == 20)
    #expect(run.events.last == .finished(update: 20, reason: .patience))
    run.limits.patience = Patience(3, metrics: [.loss])
    #expect(try run.train().update == SmallRun.updateCount)
  }

  @Test(arguments: Patience.Rule.allCases)
  func severalMetricsStallTogetherOrOneDoes(rule: Patience.Rule) throws {
    let run = try stallingRun()
    run.limits.patience = Patience(3, metrics: [.loss, .bleu], rule: rule)
    #expect(try run.train().update == (rule == .any ? 20 : SmallRun.updateCount))
  }

  @Test func patienceOutlivesAnInterrupt() throws {
    let run = try stallingRun()
    run.limits.patience = Patience(3, metrics: [.bleu])
    try run.train(stopAfter: 12)
    #expect(try run.train().update == 20)
    #expect(try run.train().update == 20)
  }
}
