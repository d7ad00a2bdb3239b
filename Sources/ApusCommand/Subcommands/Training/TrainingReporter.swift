import Training

/// Tells on standard error how a run is going: in one line that changes where a person watches,
/// else in a log.
final class TrainingReporter {
  /// Why the run ended, once it has.
  private(set) var stopReason: TrainingEvent.StopReason?
  private var pace: TrainingPace

  init(limits: TrainingLimits) {
    pace = TrainingPace(maximumUpdates: limits.maximumUpdates)
  }

  /// Prints what happened.
  func report(_ event: TrainingEvent) {
    switch event {
    case .progress(let progress): show(progress)
    case .started(_, let update, _, _): pace.start(update: update)
    case .finished(_, let reason): stopReason = reason
    default: break
    }
    guard let line = event.line else { return }
    StandardError.write(line)
  }

  private func show(_ progress: TrainingEvent.Progress) {
    let timeLeft = pace.secondsLeft(after: progress.update).clockTime
    if StandardError.isTerminal {
      StandardError.show(progress.liveLine(timeLeft: timeLeft))
    } else {
      StandardError.write(progress.logLine(timeLeft: timeLeft))
    }
  }
}

/// How fast a run goes since it was started or continued.
private struct TrainingPace {
  let maximumUpdates: Int
  private var firstUpdate = 0
  private var beginning = ContinuousClock.now

  init(maximumUpdates: Int) { self.maximumUpdates = maximumUpdates }

  mutating func start(update: Int) {
    firstUpdate = update
    beginning = .now
  }

  /// The time to the update limit at the pace so far.
  func secondsLeft(after update: Int) -> Double {
    let elapsed = (ContinuousClock.now - beginning).seconds
    return elapsed / Double(max(update - firstUpdate, 1)) * Double(maximumUpdates - update)
  }
}
