import Corpora
package import Foundation

/// Says when a run will end: after its first minute, and when the answer has changed.
package struct TimeEstimate: Sendable {
  /// Pace is not told from less.
  private static let patience = 60.0
  /// How far the end has to move to be told anew, as a share of what is left.
  private static let tolerance = 0.2

  private var beginning: Date?
  private var toldEnd: Date?
  private var lackedValidations = false

  package init() {}

  /// A new session begins.
  package mutating func start(at time: Date) {
    self = TimeEstimate()
    beginning = time
  }

  /// What is to be said now, if anything.
  ///
  /// - Parameters:
  ///   - pace: Of the run so far.
  ///   - tokensPerSecond: Of the last report.
  ///   - time: Now.
  /// - Returns: A sentence, or nil.
  package mutating func sentence(
    _ pace: RunPace, tokensPerSecond: Double, at time: Date
  ) -> String? {
    guard let beginning, time.timeIntervalSince(beginning) >= Self.patience,
      let left = pace.secondsLeft, left >= Self.patience
    else { return nil }
    let end = time.addingTimeInterval(left)
    let isFirst = toldEnd == nil
    guard isFirst || hasMoved(to: end, left: left) || lackedValidations != pace.lacksValidations
    else { return nil }
    (toldEnd, lackedValidations) = (end, pace.lacksValidations)
    let speed = isFirst ? "\(tokensPerSecond.short) tokens/s; " : ""
    return speed + "\(ApproximateTime(left)) left to update \(pace.lastUpdate.grouped)"
      + remark(pace)
  }

  private func hasMoved(to end: Date, left: Double) -> Bool {
    guard let toldEnd else { return true }
    return abs(end.timeIntervalSince(toldEnd)) > max(Self.tolerance * left, Self.patience)
  }

  private func remark(_ pace: RunPace) -> String {
    if pace.lacksValidations { return ", validations not counted before the first is seen" }
    guard let seconds = pace.secondsPerValidation else { return "" }
    return ", validations of \(seconds.short) s and checkpoints included"
  }
}
