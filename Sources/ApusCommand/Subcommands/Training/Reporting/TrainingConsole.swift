import Foundation
import Training
import TrainingReports

/// Standard error as training uses it: a bar at its end where a person watches, else a log.
struct TrainingConsole {
  private let isTerminal = StandardError.isTerminal
  /// What is shown now and gives way to messages.
  private var bar: ProgressBar?

  /// Says a line; the bar stays below it.
  func say(_ line: String, at time: Date) {
    guard !isTerminal else {
      StandardError.write(line)
      showBar()
      return
    }
    StandardError.write("\(LogTime(time)) \(line)")
  }

  /// Shows how training goes.
  mutating func show(_ progress: TrainingEvent.Progress, pace: RunPace, at time: Date) {
    guard isTerminal else {
      StandardError.write(MarianLine.progress(progress, at: LogTime(time)))
      return
    }
    bar = ProgressBar(progress, pace: pace)
    showBar()
  }

  /// Says how good the model is, as of the last of some validations.
  func show(
    _ result: ValidationResult, among validations: [MetricsRecord], isBest: Bool, at time: Date
  ) {
    guard isTerminal else {
      let lines = MarianLine.validation(in: validations, at: LogTime(time))
      for line in lines { StandardError.write(line) }
      return
    }
    guard let last = validations.last else { return }
    say(
      result.line(update: last.update, epoch: (last.epoch ?? 1) - 1, isBest: isBest), at: time)
  }

  /// Takes the bar away; what follows is said by others.
  mutating func removeBar() {
    guard bar != nil else { return }
    bar = nil
    StandardError.show("")
  }

  private func showBar() {
    guard let bar else { return }
    StandardError.show(bar.line(columns: StandardError.columns))
  }
}
