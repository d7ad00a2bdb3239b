import Foundation
import Testing
import TrainingReports

@Suite struct TimeEstimateTests {
  /// A run of 0.3 seconds an update, up to update 10,000, that was reported every 100 updates.
  private func pace(upTo update: Int, validatedFor seconds: Double? = nil) -> RunPace {
    var limits = RunLimits()
    limits.maximumUpdates = 10_000
    limits.validateEvery = seconds == nil ? nil : 1000
    var pace = RunPace()
    pace.note(.start(limits: limits))
    for step in stride(from: 100, through: update, by: 100) {
      var report = MetricsRecord.training(update: step)
      report.seconds = 30
      pace.note(report)
    }
    return pace
  }

  @Test func theFirstMinuteSaysNothingOfTheEnd() {
    var estimate = TimeEstimate()
    estimate.start(at: moment(0))
    let early = estimate.sentence(pace(upTo: 100), tokensPerSecond: 5000, at: moment(30))
    #expect(early == nil)
    let sentence = estimate.sentence(pace(upTo: 200), tokensPerSecond: 5000, at: moment(60))
    #expect(sentence == "5.0k tokens/s; about 50 min left to update 10,000")
  }

  @Test func theSameAnswerIsNotGivenTwice() {
    var estimate = TimeEstimate()
    estimate.start(at: moment(0))
    _ = estimate.sentence(pace(upTo: 200), tokensPerSecond: 5000, at: moment(60))
    #expect(estimate.sentence(pace(upTo: 300), tokensPerSecond: 5000, at: moment(90)) == nil)
    let late = estimate.sentence(pace(upTo: 300), tokensPerSecond: 5000, at: moment(1500))
    #expect(late == "about 50 min left to update 10,000")
  }

  @Test func validationsToComeAreNamedUntilOneIsSeen() {
    var estimate = TimeEstimate()
    estimate.start(at: moment(0))
    var pace = pace(upTo: 1000, validatedFor: 20)
    let before = estimate.sentence(pace, tokensPerSecond: 5000, at: moment(300))
    #expect(before?.hasSuffix("validations not counted before the first is seen") == true)
    var validation = MetricsRecord.validation(update: 1000, loss: 2)
    validation.time = moment(320)
    pace.note(validation)
    let after = estimate.sentence(pace, tokensPerSecond: 5000, at: moment(320))
    #expect(
      after == "about 50 min left to update 10,000, validations of 20.0 s and checkpoints included")
  }
}
