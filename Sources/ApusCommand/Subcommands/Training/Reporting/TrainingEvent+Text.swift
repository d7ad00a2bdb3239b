import Corpora
import Training

extension TrainingEvent {
  /// What people are told, for all events but progress and validation.
  var message: String? {
    switch self {
    case .read(let report, let prefix):
      "\(prefix): \(report)"
    case .started(_, let update, let backend, let threadCount):
      (update == 0 ? "training" : "going on after update \(update.grouped)")
        + " on \(backend), threads: \(threadCount)"
    case .planned(let plan):
      "memory: \(plan.total.inBytes) predicted (\(plan.parts)), "
        + "micro-batches of up to \(plan.largestMicroBatch.grouped) tokens"
    case .memoryUsed(let peak, let plan):
      peak > 0
        ? "memory: peak \(peak.inBytes) (predicted \(plan.total.inBytes))" : nil
    case .saved(let path):
      "[saved] \(path)"
    case .profiled(let profile):
      "\(profile)"
    case .finished(let update, let reason):
      "stopped after update \(update.grouped): \(reason.rawValue)"
    case .changedOptions(let differences):
      "going on with other options, as allowed: "
        + differences.map(\.description).joined(separator: "; ")
    case .progress, .validated:
      nil
    case .skippedCheckpoint, .saveFailed, .skippedBatch, .rolledBack, .ignoresSource:
      warning.map { "warning: " + $0 }
    }
  }

  /// What went wrong, and what to do about it.
  private var warning: String? {
    switch self {
    case .skippedCheckpoint(let reason):
      "checkpoint not used: \(reason); the one before it is tried"
    case .saveFailed(let path, let reason):
      "\(path): not saved: \(reason). The checkpoints before it are untouched; make room on the disk"
    case .skippedBatch(let update, let reason, let pairs):
      "a batch was left out at update \(update.grouped): \(reason). Look at its pairs; if they "
        + "are broken, take them out of the text: " + Self.list(pairs)
    case .rolledBack(let from, let to, let reason, let rateScale):
      "went back from update \(from.grouped) to \(to.grouped): \(reason). The learning rate is now "
        + "multiplied by \(rateScale); if this comes again, start anew with a lower "
        + "--learning-rate-factor or a longer --warmup"
    case .ignoresSource(let update, let loss, let shuffledLoss):
      "update \(update.grouped): the model ignores its source: its loss is \(loss.fixed(3)), and "
        + "\(shuffledLoss.fixed(3)) with the sources of other sentences. Check that line n of one "
        + "side of the text translates line n of the other; early in a training this can pass"
    default:
      nil
    }
  }

  /// The first pairs by corpus and line, and how many there are.
  private static func list(_ pairs: [PairOrigin]) -> String {
    let shown = pairs.prefix(20).map(\.description).joined(separator: " ")
    return pairs.count > 20 ? shown + " … (\(pairs.count.grouped) pairs)" : shown
  }
}

extension ValidationResult {
  /// The validation for a person who watches.
  func line(update: Int, epoch: Int, isBest: Bool) -> String {
    var fields = [
      "update \(update.grouped)", "epoch \(epoch + 1)", "loss \(loss.fixed(3))",
      "perplexity \(perplexity.fixed(2))",
    ]
    if let bleu { fields.append("BLEU \(bleu.fixed(1))") }
    if isBest { fields.append("best so far") }
    return "[valid] " + fields.joined(separator: " · ")
  }
}
