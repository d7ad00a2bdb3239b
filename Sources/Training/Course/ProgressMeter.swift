import Kernels
import TransformerModel

/// Sums up what happened since the last report.
struct ProgressMeter {
  private var sums = CrossEntropy()
  private var targetTokens = 0
  private var allTokens = 0
  private var gradientNorm = 0.0
  private var start = ContinuousClock.now

  /// Adds one update.
  mutating func record(
    _ sums: CrossEntropy, batches: [TeacherForcedBatch], gradientNorm: Double
  ) {
    self.sums += sums
    let labels = batches.reduce(0) { $0 + $1.labels.count }
    targetTokens += labels
    allTokens += labels + batches.reduce(0) { $0 + $1.source.ids.count }
    self.gradientNorm = gradientNorm
  }

  /// Leaves the time out that something takes besides updates.
  mutating func excluding<Result>(_ work: () throws -> Result) rethrows -> Result {
    let beginning = ContinuousClock.now
    defer { start += ContinuousClock.now - beginning }
    return try work()
  }

  /// The means since the last call, and a new start.
  mutating func take(
    _ state: TrainingState, maximumUpdates: Int, sentences: Int, learningRate: Double
  ) -> TrainingEvent.Progress {
    defer { self = ProgressMeter() }
    let tokens = Double(max(targetTokens, 1))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var progress = TrainingEvent.Progress()
    progress.update = state.update
    progress.epoch = state.epoch
    progress.maximumUpdates = maximumUpdates
    progress.sentences = sentences
    progress.seconds = seconds
    progress.loss = sums.loss / tokens
    progress.perplexity = exponential(-sums.logLikelihood / tokens)
    progress.tokensPerSecond = Double(allTokens) / max(seconds, 1e-9)
    progress.targetTokensPerSecond = Double(targetTokens) / max(seconds, 1e-9)
    progress.learningRate = learningRate
    progress.gradientNorm = gradientNorm
    return progress
  }
}
