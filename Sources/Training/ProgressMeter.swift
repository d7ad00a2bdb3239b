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

  /// Leaves time out that was not spent on updates.
  mutating func exclude(_ duration: Duration) {
    start += duration
  }

  /// The means since the last call, and a new start.
  mutating func take(
    _ state: TrainingState, maximumUpdates: Int, sentences: Int, learningRate: Double
  ) -> TrainingEvent.Progress {
    defer { self = ProgressMeter() }
    let tokens = Double(max(targetTokens, 1))
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return TrainingEvent.Progress(
      update: state.update, epoch: state.epoch, maximumUpdates: maximumUpdates,
      sentences: sentences, seconds: seconds, loss: sums.loss / tokens,
      perplexity: exponential(-sums.logLikelihood / tokens),
      tokensPerSecond: Double(allTokens) / max(seconds, 1e-9), learningRate: learningRate,
      gradientNorm: gradientNorm)
  }
}
