import Testing
import Training
import TrainingReports

@Suite struct ProgressBarTests {
  private var pace: RunPace {
    var limits = RunLimits()
    limits.maximumUpdates = 10_000
    var pace = RunPace()
    pace.note(.start(limits: limits))
    var report = MetricsRecord.training(update: 4100)
    report.seconds = 4100
    pace.note(report)
    return pace
  }

  @Test func eightyColumnsShowWhatMattersMost() {
    let line = ProgressBar(.example, pace: pace).line(columns: 80)
    #expect(
      line == "│███▎    │  4,100/10,000  loss 3.14  ppl 21.4   12k tok/s  lr 1.9e-4  ETA 1h40m")
  }

  @Test(arguments: 1...200)
  func aLineNeverFillsItsWindow(columns: Int) {
    let line = ProgressBar(.example, pace: pace).line(columns: columns)
    #expect(line.count < columns)
  }

  @Test func aNarrowWindowKeepsTheUpdateAndTheTime() {
    let line = ProgressBar(.example, pace: pace).line(columns: 40)
    #expect(line == "│████▉       │  4,100/10,000  ETA 1h40m")
  }

  @Test func theBarIsFullAtTheEnd() {
    var progress = TrainingEvent.Progress.example
    progress.update = 12_000
    let line = ProgressBar(progress, pace: pace).line(columns: 60)
    #expect(line.hasPrefix("│████"))
    #expect(line.contains("█│"))
  }
}
