package import Foundation

/// How a run stands: what `apus train --status` says and the report begins with.
package struct RunStatus: Sendable, Equatable, Codable {
  /// Whether the run goes on.
  package enum State: String, Sendable, Codable {
    case running
    /// All updates are done; the model is being written.
    case finishing
    /// It came to the end that was asked for.
    case finished
    /// It was stopped from outside; the same command goes on.
    case interrupted
    /// It ended without saying so: it was killed, or failed.
    case died
  }

  package var state: State
  /// The number of the process, while there is one.
  package var process: Int?
  /// Why the run ended.
  package var stopReason: String?
  package var update: Int
  /// Where the run is to end, by the limit that comes first.
  package var lastUpdate: Int?
  package var epoch: Int?
  package var loss: Double?
  package var perplexity: Double?
  package var learningRate: Double?
  package var tokensPerSecond: Double?
  package var bestValidation: Validation?
  package var latestValidation: Validation?
  package var checkpoint: String?
  package var checkpointUpdate: Int?
  package var secondsSpent: Double
  /// From now to the end, while the run goes on.
  package var secondsLeft: Double?
  package var lastSignOfLife: Date?
  package var secondsSinceSignOfLife: Double?

  /// A validation's numbers.
  package struct Validation: Sendable, Equatable, Codable {
    package var update: Int
    package var loss: Double?
    package var perplexity: Double?
    package var bleu: Double?
  }

  /// Judges a run.
  ///
  /// - Parameters:
  ///   - history: What happened.
  ///   - process: The number of the process that trains now, if there is one.
  ///   - now: The time of the question.
  package init(of history: RunHistory, process: Int?, at now: Date) {
    self.process = process
    let stop = history.stop
    state = Self.state(stop: stop, isAlive: process != nil)
    stopReason = stop?.message
    update = history.update
    epoch = history.epoch
    let limit = history.pace.lastUpdate
    lastUpdate = limit == .max ? nil : limit
    secondsSpent = history.secondsSpent
    lastSignOfLife = history.records.last?.time
    secondsSinceSignOfLife = lastSignOfLife.map { max(now.timeIntervalSince($0), 0) }
    readMeasurements(history)
    readCheckpoint(history)
    guard state == .running else { return }
    secondsLeft = history.pace.secondsLeft.map { max($0 - (secondsSinceSignOfLife ?? 0), 0) }
  }

  /// How the run in a folder stands.
  ///
  /// - Parameters:
  ///   - folder: What the run was given as `--output`.
  ///   - now: The time of the question.
  /// - Throws: `RunFolderError.noRun`.
  package init(ofRunIn folder: String, at now: Date) throws {
    let place = RunFolder(folder)
    let records = MetricsLog.content(of: place.metrics).records
    let process = RunLock.holder(of: place.lock)
    // A run that has just begun holds the lock and has no records yet.
    guard !records.isEmpty || process != nil else {
      throw RunFolderError.noRun(folder: folder)
    }
    self.init(of: RunHistory(records), process: process, at: now)
  }

  private static func state(stop: MetricsRecord?, isAlive: Bool) -> State {
    guard let stop else { return isAlive ? .running : .died }
    if stop.isInterruption { return .interrupted }
    return isAlive ? .finishing : .finished
  }

  private mutating func readMeasurements(_ history: RunHistory) {
    let training = history.latestTraining
    loss = training?.loss
    perplexity = training?.perplexity
    learningRate = training?.learningRate
    tokensPerSecond = training?.tokensPerSecond
    bestValidation =
      (history.validations.last { $0.isBest == true } ?? history.best(.crossEntropy))
      .map(Validation.init)
    latestValidation = history.validations.last.map(Validation.init)
  }

  private mutating func readCheckpoint(_ history: RunHistory) {
    let saved = history.records.last { $0.event == .saved }
    checkpoint = saved?.path
    checkpointUpdate = saved?.update
  }
}

extension RunStatus.Validation {
  init(_ record: MetricsRecord) {
    self.init(
      update: record.update, loss: record.loss, perplexity: record.perplexity, bleu: record.bleu)
  }
}
