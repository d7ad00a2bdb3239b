import Foundation
import Testing
import TrainingReports

@Suite struct RunPaceTests {
  private func limits(_ change: (inout RunLimits) -> Void) -> RunLimits {
    var limits = RunLimits()
    limits.maximumUpdates = 1000
    change(&limits)
    return limits
  }

  private func report(_ update: Int, at seconds: Double, took: Double) -> MetricsRecord {
    var report = MetricsRecord.training(update: update)
    report.time = moment(seconds)
    report.seconds = took
    report.sentences = update * 5
    return report
  }

  private func event(_ event: MetricsRecord.Event, _ update: Int, at seconds: Double)
    -> MetricsRecord
  {
    MetricsRecord(event, at: moment(seconds), update: update)
  }

  @Test func nothingIsSaidBeforeTheFirstReport() {
    var pace = RunPace()
    #expect(pace.secondsLeft == nil)
    pace.note(.start(limits: limits { _ in }))
    #expect(pace.secondsLeft == nil)
  }

  @Test func updatesValidationsAndCheckpointsAreCounted() throws {
    var pace = RunPace()
    pace.note(
      .start(
        limits: limits {
          $0.validateEvery = 100
          $0.saveEvery = 300
        }))
    pace.note(report(300, at: 600, took: 600))
    pace.note(event(.valid, 300, at: 630))
    pace.note(event(.saved, 300, at: 635))
    // 700 updates of 2 s, 7 validations of 30 s, checkpoints of 5 s at 600, 900 and the end.
    let left = try #require(pace.secondsLeft)
    #expect(abs(left - (1400 + 210 + 15)) < 1e-6)
  }

  @Test func aValidationBetweenReportsIsToldFromTheUpdatesBeforeIt() throws {
    var pace = RunPace()
    pace.note(.start(limits: limits { $0.validateEvery = 150 }))
    pace.note(report(100, at: 200, took: 200))
    pace.note(event(.valid, 150, at: 330))
    let seconds = try #require(pace.secondsPerValidation)
    #expect(abs(seconds - 30) < 1e-6)
  }

  @Test func theLimitThatComesFirstEndsTheRun() {
    var pace = RunPace()
    pace.note(.start(limits: limits { $0.maximumEpochs = 3 }))
    #expect(pace.lastUpdate == 1000)
    // 5 of 1,000 pairs an update.
    pace.note(report(50, at: 100, took: 100))
    #expect(pace.lastUpdate == 600)
    pace.note(.start(at: 200, update: 50, limits: limits { $0.maximumEpochs = 30 }))
    pace.note(report(100, at: 300, took: 100))
    #expect(pace.lastUpdate == 1000)
  }

  @Test func aPaceThatChangesIsFollowed() throws {
    var pace = RunPace()
    pace.note(.start(limits: limits { $0.maximumUpdates = 100_000 }))
    for step in 1...100 {
      pace.note(report(step * 10, at: Double(step) * 10, took: 10))
    }
    for step in 101...200 {
      pace.note(report(step * 10, at: Double(step) * 30, took: 30))
    }
    let left = try #require(pace.secondsLeft)
    #expect(abs(left / 98_000 - 3) < 0.05)
  }
}
