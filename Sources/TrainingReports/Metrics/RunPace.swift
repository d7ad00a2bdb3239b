import Foundation

/// How fast a run goes since it was started or continued, and what is left at that pace.
package struct RunPace: Sendable {
  /// How much older reports count than the newest: about the last twenty decide.
  private static let memory = 0.95

  private var limits = RunLimits()
  private var pairCount: Int?
  private var latest: (time: Date, update: Int)?
  private var training = Mean()
  private var validation = Mean()
  private var saving = Mean()
  /// Updates that an epoch takes, as far as can be told.
  private var updatesPerEpoch: Double?
  private var lastReportedUpdate = 0

  package init() {}

  /// Learns from what happened next.
  package mutating func note(_ record: MetricsRecord) {
    switch record.event {
    case .start: restart(record)
    case .train: noteTraining(record)
    case .valid: noteDuration(of: record) { $0.validation.add($1, count: 1) }
    case .saved: noteDuration(of: record) { $0.saving.add($1, count: 1) }
    case .rollback: lastReportedUpdate = min(lastReportedUpdate, record.update)
    default: break
    }
    latest = (record.time, record.update)
  }

  private mutating func restart(_ record: MetricsRecord) {
    self = RunPace()
    limits = record.run?.limits ?? limits
    pairCount = record.run?.pairCount
    lastReportedUpdate = record.update
  }

  private mutating func noteTraining(_ record: MetricsRecord) {
    let updates = record.update - lastReportedUpdate
    lastReportedUpdate = record.update
    guard let seconds = record.seconds, updates > 0 else { return }
    training.decay(Self.memory)
    training.add(seconds, count: Double(updates))
    guard let pairCount, pairCount > 0, let epoch = record.epoch else { return }
    let epochs = Double(epoch - 1) + Double(record.sentences ?? 0) / Double(pairCount)
    updatesPerEpoch = epochs > 0 ? Double(record.update) / epochs : nil
  }

  /// What a validation or a checkpoint took: the time since the event before, less the updates in
  /// between.
  private func duration(of record: MetricsRecord) -> Double? {
    guard let latest else { return nil }
    let updates = Double(max(record.update - latest.update, 0))
    guard updates == 0 || training.count > 0 else { return nil }
    let elapsed = record.time.timeIntervalSince(latest.time)
    return max(elapsed - updates * training.value, 0)
  }

  private mutating func noteDuration(
    of record: MetricsRecord, _ add: (inout RunPace, Double) -> Void
  ) {
    guard let duration = duration(of: record) else { return }
    add(&self, duration)
  }

  /// The update at which the run ends, by the limit that comes first.
  package var lastUpdate: Int {
    guard let epochs = limits.maximumEpochs, let updatesPerEpoch else {
      return limits.maximumUpdates
    }
    return Int(min(Double(limits.maximumUpdates), (updatesPerEpoch * Double(epochs)).rounded()))
  }

  /// The time to the end after the latest event; nil before the first report of a pace.
  package var secondsLeft: Double? {
    guard let update = latest?.update, training.count > 0 else { return nil }
    let updates = Double(max(lastUpdate - update, 0)) * training.value
    let validations = Double(dueCount(every: limits.validateEvery)) * validation.value
    let isSavedAtTheEnd = limits.saveEvery.map { lastUpdate % $0 == 0 } ?? true
    let saves = dueCount(every: limits.saveEvery) + (isSavedAtTheEnd ? 0 : 1)
    return updates + validations + (lastUpdate > update ? Double(saves) * saving.value : 0)
  }

  /// Whether validations are to come and none was seen, so that `secondsLeft` is too low.
  package var lacksValidations: Bool {
    validation.count == 0 && dueCount(every: limits.validateEvery) > 0
  }

  /// What a validation takes, once one was seen.
  package var secondsPerValidation: Double? { validation.count > 0 ? validation.value : nil }

  private func dueCount(every interval: Int?) -> Int {
    guard let interval, let update = latest?.update else { return 0 }
    return max(lastUpdate / interval - update / interval, 0)
  }
}

/// A mean in which older values count less.
private struct Mean: Sendable {
  private var sum = 0.0
  private(set) var count = 0.0

  var value: Double { count > 0 ? sum / count : 0 }

  mutating func decay(_ factor: Double) {
    sum *= factor
    count *= factor
  }

  mutating func add(_ sum: Double, count: Double) {
    self.sum += sum
    self.count += count
  }
}
