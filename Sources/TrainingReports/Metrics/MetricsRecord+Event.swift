import Corpora
import Foundation
import Training

extension MetricsRecord {
  /// The record of an event; nil for those that only people are told.
  ///
  /// - Parameters:
  ///   - event: What the run told.
  ///   - time: When.
  ///   - history: What happened before, for events that do not say at which update they are.
  init?(_ event: TrainingEvent, at time: Date, after history: RunHistory) {
    switch event {
    case .started(_, let update, _, _):
      self.init(.start, at: time, update: update)
    case .progress(let progress):
      self.init(progress, at: time)
    case .validated(let result, let update, let epoch, let isBest):
      self.init(.valid, at: time, update: update)
      self.epoch = epoch + 1
      self.isBest = isBest
      take(result)
    case .saved(let path):
      self.init(.saved, at: time, update: Self.update(ofCheckpoint: path) ?? history.update)
      self.path = path
    case .saveFailed(let path, let reason):
      self.init(.saveFailed, at: time, update: Self.update(ofCheckpoint: path) ?? history.update)
      self.path = path
      message = reason
    case .finished(let update, let reason):
      self.init(.stop, at: time, update: update)
      message = reason.rawValue
    default:
      self.init(incident: event, at: time, after: history)
    }
  }

  /// What went wrong.
  private init?(incident event: TrainingEvent, at time: Date, after history: RunHistory) {
    switch event {
    case .skippedBatch(let update, let reason, let pairs):
      self.init(.skipped, at: time, update: update)
      message = reason
      self.pairs = pairs.map(\.description)
    case .rolledBack(let from, let to, let reason, let rateScale):
      self.init(.rollback, at: time, update: to)
      fromUpdate = from
      message = reason
      self.rateScale = rateScale
    case .ignoresSource(let update, let loss, let shuffledLoss):
      self.init(.warning, at: time, update: update)
      message =
        "the model ignores its source: loss \(loss.fixed(3)), "
        + "with the sources of other sentences \(shuffledLoss.fixed(3))"
    case .changedOptions(let differences):
      self.init(.warning, at: time, update: history.update)
      message =
        "other options, as allowed: "
        + differences.map(\.description).joined(separator: "; ")
    case .skippedCheckpoint(let reason):
      self.init(.warning, at: time, update: history.update)
      message = "checkpoint not used: \(reason)"
    default:
      return nil
    }
  }

  private init(_ progress: TrainingEvent.Progress, at time: Date) {
    self.init(.train, at: time, update: progress.update)
    epoch = progress.epoch + 1
    sentences = progress.sentences
    seconds = progress.seconds
    loss = progress.loss
    perplexity = progress.perplexity
    tokensPerSecond = progress.tokensPerSecond
    targetTokensPerSecond = progress.targetTokensPerSecond
    learningRate = progress.learningRate
    gradientNorm = progress.gradientNorm
  }

  private mutating func take(_ result: ValidationResult) {
    loss = result.loss
    perplexity = result.perplexity
    bleu = result.bleu
    samples = result.samples
  }

  /// The number in `update-000100.safetensors`.
  private static func update(ofCheckpoint path: String) -> Int? {
    let name = path.split(separator: "/").last ?? ""
    return Int(name.drop { !$0.isNumber }.prefix(while: \.isNumber))
  }
}
