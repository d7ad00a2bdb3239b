package import Corpora

/// What a run tells while it works; the command prints it.
package enum TrainingEvent: Sendable, Equatable {
  /// A text was read: the files of a prefix.
  case read(CorpusReport, prefix: String)
  /// Training begins, or goes on after an update.
  case started(parameterCount: Int, update: Int, backend: String, threadCount: Int)
  /// A checkpoint could not be used and an earlier one was taken.
  case skippedCheckpoint(reason: String)
  /// A run goes on with other options than it was started with, as it may.
  case changedOptions([RunDifference])
  /// The memory that the run will take; its largest micro-batch is tried next.
  case planned(MemoryPlan)
  case progress(Progress)
  case validated(ValidationResult, update: Int, epoch: Int, isBest: Bool)
  case saved(path: String)
  /// A checkpoint could not be written; the earlier ones are untouched.
  case saveFailed(path: String, reason: String)
  /// An update was left out because its numbers were not finite.
  case skippedBatch(update: Int, reason: String, pairs: [PairOrigin])
  /// The run went back to an earlier state and goes on from there at a lower rate.
  case rolledBack(from: Int, to: Int, reason: String, rateScale: Double)
  /// The loss is no worse where every source belongs to another target.
  case ignoresSource(update: Int, loss: Double, shuffledLoss: Double)
  /// The most bytes of memory that the run took, where the system tells.
  case memoryUsed(peak: Int, plan: MemoryPlan)
  /// The run ends, and its operations were timed.
  case profiled(TrainingProfile)
  /// The run ended and the model stands in its folder.
  case finished(update: Int, reason: StopReason)

  /// Means since the last report.
  package struct Progress: Sendable, Equatable {
    package var update = 0
    /// Counted from 0.
    package var epoch = 0
    package var maximumUpdates = 0
    /// Sentence pairs of this epoch so far.
    package var sentences = 0
    /// Seconds of training since the last report.
    package var seconds = 0.0
    /// Label-smoothed cross-entropy per target token, in nats.
    package var loss = 0.0
    /// exp of the cross-entropy without smoothing.
    package var perplexity = 0.0
    /// Source and target tokens per second.
    package var tokensPerSecond = 0.0
    /// Target tokens per second.
    package var targetTokensPerSecond = 0.0
    package var learningRate = 0.0
    package var gradientNorm = 0.0

    package init() {}
  }

  /// Why a run ended.
  package enum StopReason: String, Sendable, Equatable {
    case updates = "the update limit was reached"
    case epochs = "the epoch limit was reached"
    case patience = "validation got no better"
    case interrupted = "it was interrupted"
  }
}

/// How well a model does on text that it was not trained on.
package struct ValidationResult: Sendable, Equatable {
  /// Cross-entropy per target token without smoothing, in nats.
  package var loss: Double
  /// BLEU of greedy translations, where there were references to compare with.
  package var bleu: Double?
  /// The loss where every source stands beside the target of another pair.
  package var shuffledLoss: Double?
  /// The first sentences of the text, to see how they change.
  package var samples: [Sample] = []

  package init(
    loss: Double, bleu: Double? = nil, shuffledLoss: Double? = nil, samples: [Sample] = []
  ) {
    self.loss = loss
    self.bleu = bleu
    self.shuffledLoss = shuffledLoss
    self.samples = samples
  }

  /// A sentence, what it should become, and what it became.
  package struct Sample: Sendable, Equatable, Codable {
    package var source: String
    package var reference: String
    package var translation: String

    package init(source: String, reference: String, translation: String) {
      self.source = source
      self.reference = reference
      self.translation = translation
    }
  }

  package var perplexity: Double { exponential(loss) }
}
