import Corpora
import Training

extension TrainingEvent {
  /// The line of a log, for all events but progress.
  var line: String? {
    switch self {
    case .read(let report):
      "\(report)"
    case .started(_, let update, let backend, let threadCount):
      (update == 0 ? "training" : "going on after update \(update.grouped)")
        + " on \(backend), threads: \(threadCount)"
    case .skippedCheckpoint(let reason):
      "checkpoint not used: \(reason)"
    case .planned(let plan):
      "memory: \(plan.total.inBytes) predicted (\(plan.parts)), "
        + "micro-batches of up to \(plan.microBatchTokens.grouped) tokens"
    case .memoryUsed(let peak, let plan):
      peak > 0
        ? "memory: peak \(peak.inBytes) (predicted \(plan.total.inBytes))" : nil
    case .progress:
      nil
    case .validated(let result, let update, let isBest):
      result.line(update: update, isBest: isBest)
    case .saved(let path):
      "[saved] \(path)"
    case .saveFailed(let path, let reason):
      "\(path): not saved: \(reason)"
    case .skippedBatch(let update, let reason, let pairs):
      "update \(update.grouped) left out: \(reason); its pairs: "
        + pairs.map(\.description).joined(separator: " ")
    case .rolledBack(let from, let to, let reason, let rateScale):
      "went back from update \(from.grouped) to \(to.grouped): \(reason); the learning rate is now "
        + "multiplied by \(rateScale)"
    case .ignoresSource(let update, let loss, let shuffledLoss):
      "update \(update.grouped): the model ignores its source: loss \(loss.fixed(3)), with sources "
        + "of other sentences \(shuffledLoss.fixed(3))"
    case .profiled(let profile):
      "\(profile)"
    case .finished(let update, let reason):
      "stopped after update \(update.grouped): \(reason.rawValue)"
    }
  }
}

extension TrainingEvent.Progress {
  /// `update 100 · epoch 1 · loss 6.123 · …`: fields for people and for scripts.
  func logLine(timeLeft: String) -> String {
    let fields = [
      "update \(update)", "epoch \(epoch + 1)", "loss \(loss.fixed(3))",
      "ppl \(perplexity.fixed(1))", speed, "lr \(learningRate.scientific)",
      "norm \(gradientNorm.fixed(2))", "\(timeLeft) left",
    ]
    return fields.joined(separator: " · ")
  }

  /// A bar and what matters most, short enough for 80 columns.
  func liveLine(timeLeft: String) -> String {
    let width = 12
    let done = min(width, update * width / max(maximumUpdates, 1))
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    let fields = [
      "\(update)/\(maximumUpdates)", "loss \(loss.fixed(2))", "ppl \(perplexity.fixed(1))", speed,
      "\(timeLeft) left",
    ]
    return bar + " " + fields.joined(separator: " · ")
  }

  private var speed: String { "\(Int(tokensPerSecond).grouped) tok/s" }
}

extension ValidationResult {
  fileprivate func line(update: Int, isBest: Bool) -> String {
    var fields = ["update \(update)", "loss \(loss.fixed(3))", "ppl \(perplexity.fixed(1))"]
    if let bleu { fields.append("bleu \(bleu.fixed(1))") }
    if isBest { fields.append("best") }
    return "[valid] " + fields.joined(separator: " · ")
  }
}
