import Corpora
package import Foundation
package import Training

/// The lines of a training log in the form of Marian's, so that programs for its logs read them.
///
/// The words stand where Marian has them: of a validation, `cut -d' ' -f8,12` is the update and the
/// metric's value.
package enum MarianLine {
  /// `Ep. 1 : Up. 100 : Sen. 46,750 : Cost 3.14 : …`, after the time.
  package static func progress(
    _ progress: TrainingEvent.Progress, at time: LogTime
  ) -> String {
    let fields = [
      "Ep. \(progress.epoch + 1)", "Up. \(progress.update)", "Sen. \(progress.sentences.grouped)",
      "Cost \(progress.loss.fixed(8))", "Time \(progress.seconds.fixed(2))s",
      "\(progress.targetTokensPerSecond.fixed(2)) words/s",
      "gNorm \(progress.gradientNorm.fixed(4))", "L.r. \(progress.learningRate.scientific(4))",
    ]
    return "\(time) " + fields.joined(separator: " : ")
  }

  /// A line for each metric of the last of some validations.
  package static func validation(in validations: [MetricsRecord], at time: LogTime) -> [String] {
    guard let last = validations.last else { return [] }
    return ReportedMetric.allCases.compactMap { metric in
      ValidationStanding(metric, in: validations).map { standing in
        "\(time) [valid] Ep. \(last.epoch ?? 1) : Up. \(last.update) : \(metric.rawValue) : "
          + "\(standing.value.short(metric)) : \(verdict(standing, metric))"
      }
    }
  }

  private static func verdict(_ standing: ValidationStanding, _ metric: ReportedMetric) -> String {
    guard standing.stalledCount > 0, let best = standing.previousBest else { return "new best" }
    return "stalled \(standing.stalledCount) times (last best: \(best.short(metric)))"
  }
}

extension Double {
  /// As many digits as mean something for a metric.
  fileprivate func short(_ metric: ReportedMetric) -> String {
    fixed(metric == .bleu ? 2 : 4)
  }
}

/// The time at the head of a line: `[2026-11-21 14:05:09]`.
package struct LogTime: Sendable, CustomStringConvertible {
  package let description: String

  package init(_ time: Date, in zone: TimeZone = .current) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: time)
    description = String(
      format: "[%04d-%02d-%02d %02d:%02d:%02d]", parts.year ?? 0, parts.month ?? 0,
      parts.day ?? 0, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
  }
}
