package import Corpora

/// What a run tells while it works; the command prints it.
package enum TrainingEvent: Sendable, Equatable {
  /// The corpus was read.
  case read(CorpusReport)
  /// Training begins, or goes on after an update.
  case started(parameterCount: Int, update: Int, backend: String, threadCount: Int)
  /// A checkpoint could not be used and an earlier one was taken.
  case skippedCheckpoint(reason: String)
  /// The memory that the run will take; its largest micro-batch is tried next.
  case planned(MemoryPlan)
  case progress(Progress)
  case validated(ValidationResult, update: Int, isBest: Bool)
  case saved(path: String)
  /// The most bytes of memory that the run took, where the system tells.
  case memoryUsed(peak: Int, plan: MemoryPlan)
  /// The run ends, and its operations were timed.
  case profiled(TrainingProfile)
  /// The run ended and the model stands in its folder.
  case finished(update: Int, reason: StopReason)

  /// Means since the last report.
  package struct Progress: Sendable, Equatable {
    package var update: Int
    package var epoch: Int
    package var maximumUpdates: Int
    /// Label-smoothed cross-entropy per target token, in nats.
    package var loss: Double
    /// exp of the cross-entropy without smoothing.
    package var perplexity: Double
    /// Source and target tokens per second.
    package var tokensPerSecond: Double
    package var learningRate: Double
    package var gradientNorm: Double
  }

  /// Why a run ended.
  package enum StopReason: String, Sendable, Equatable {
    case updates = "the update limit was reached"
    case epochs = "the epoch limit was reached"
    case patience = "the validation loss fell no more"
    case interrupted = "it was interrupted"
  }
}

/// How well a model does on text that it was not trained on.
package struct ValidationResult: Sendable, Equatable {
  /// Cross-entropy per target token without smoothing, in nats.
  package var loss: Double
  /// BLEU of greedy translations, where there were references to compare with.
  package var bleu: Double?

  package var perplexity: Double { exponential(loss) }
}
