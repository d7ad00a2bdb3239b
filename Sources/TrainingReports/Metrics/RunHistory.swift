import Foundation

/// What is known of a run from its metrics: all that a report or a status says.
package struct RunHistory: Sendable {
  package private(set) var records: [MetricsRecord] = []
  package private(set) var pace = RunPace()

  package init(_ records: [MetricsRecord] = []) {
    for record in records { append(record) }
  }

  package mutating func append(_ record: MetricsRecord) {
    records.append(record)
    pace.note(record)
  }

  /// What was trained on what, as of the latest start.
  package var run: RunDescription? { records.last { $0.run != nil }?.run }

  package var training: [MetricsRecord] { records.filter { $0.event == .train } }

  package var validations: [MetricsRecord] { records.filter { $0.event == .valid } }

  package var latestTraining: MetricsRecord? { records.last { $0.event == .train } }

  /// The validation with the best number of a metric.
  package func best(_ metric: ReportedMetric) -> MetricsRecord? {
    var best: (record: MetricsRecord, value: Double)?
    for record in validations {
      guard let value = metric.value(of: record) else { continue }
      guard best.map({ metric.isBetter(value, than: $0.value) }) ?? true else { continue }
      best = (record, value)
    }
    return best?.record
  }

  /// Updates done.
  package var update: Int { records.last?.update ?? 0 }

  /// The epoch counted from 1, once it is known.
  package var epoch: Int? { records.last { $0.epoch != nil }?.epoch }

  /// The last event of the newest session, where that is a stop.
  package var stop: MetricsRecord? {
    records.last { $0.event == .stop || $0.event == .start }.flatMap {
      $0.event == .stop ? $0 : nil
    }
  }

  /// Seconds between the first and the last event of each session, summed.
  package var secondsSpent: Double {
    var seconds = 0.0
    for (previous, record) in zip(records, records.dropFirst()) where record.event != .start {
      seconds += max(record.time.timeIntervalSince(previous.time), 0)
    }
    return seconds
  }
}
