import Foundation
import Training
import TrainingReports

/// Tells how a run is going: on standard error, and in the files of its folder.
final class TrainingReporter {
  /// Why the run ended, once it has.
  private(set) var stopReason: TrainingEvent.StopReason?
  private var console = TrainingConsole()
  private var estimate = TimeEstimate()
  /// From when the folder is known to be fit for a run.
  private var recorder: RunRecorder?
  /// What happened before.
  private var earlierEvents: [(event: TrainingEvent, time: Date)] = []

  /// Says what will be trained, and begins to write to the folder of the run.
  ///
  /// - Parameters:
  ///   - description: What is trained on what.
  ///   - summary: The same for the console.
  ///   - folder: The model's folder, which exists.
  /// - Throws: `RunFolderError` where another process trains there, or an error of the file system.
  func begin(_ description: RunDescription, summary: [String], folder: String) throws {
    for line in summary { say(line) }
    let recorder = try RunRecorder(folder: folder) { [weak self] problem in
      self?.say("warning: " + problem)
    }
    recorder.describe { $0 = description }
    for (event, time) in earlierEvents { recorder.record(event, at: time) }
    earlierEvents = []
    self.recorder = recorder
  }

  /// Keeps what happened, and tells it.
  func report(_ event: TrainingEvent) {
    let now = Date()
    if let recorder {
      recorder.record(event, at: now)
    } else {
      earlierEvents.append((event, now))
    }
    switch event {
    case .started: estimate.start(at: now)
    case .progress(let progress): show(progress, at: now)
    case .validated(let result, _, _, let isBest):
      console.show(
        result, among: recorder?.history.validations ?? [], isBest: isBest, at: now)
    case .finished(_, let reason):
      stopReason = reason
      console.removeBar()
    default: break
    }
    if let message = event.message { say(message, at: now) }
  }

  private func show(_ progress: TrainingEvent.Progress, at now: Date) {
    let pace = recorder?.history.pace ?? RunPace()
    console.show(progress, pace: pace, at: now)
    let sentence = estimate.sentence(pace, tokensPerSecond: progress.tokensPerSecond, at: now)
    if let sentence { say(sentence, at: now) }
  }

  /// Tells a line on standard error only.
  func say(_ line: String, at time: Date = Date()) {
    console.say(line, at: time)
  }
}
