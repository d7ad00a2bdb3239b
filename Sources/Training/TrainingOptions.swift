package import Kernels

/// What decides the numbers of a training run, besides the model and the text.
///
/// A run can be resumed only under equal options; limits and intervals are apart, in
/// `TrainingLimits`.
package struct TrainingOptions: Sendable, Equatable, Codable {
  package var seed: UInt64 = 1
  /// The most target tokens in a batch, end-of-sentence tokens included.
  package var batchTokens = 4096
  /// Pairs with a longer side are left out, in tokens.
  package var maximumLength = 256
  /// P_drop (§5.4).
  package var dropoutRate: Float = 0.1
  /// ε_ls (§5.4).
  package var labelSmoothing: Float = 0.1
  /// Updates over which the learning rate rises (§5.3).
  package var warmupSteps = 4000
  /// Multiplies the paper's learning rate.
  package var learningRateFactor = 1.0
  /// Adam (§5.3).
  package var beta1: Float = 0.9
  package var beta2: Float = 0.98
  package var epsilon: Float = 1e-9
  /// The gradient is scaled down to this norm where it is longer; 0 switches clipping off.
  package var clipNorm: Float = 1
  /// Gradients are summed in this many lanes whatever the number of threads, so that sums do not
  /// depend on it.
  package var laneCount = 4
  /// The most source and target tokens that a worker holds at once.
  package var microBatchTokens = 8192
  /// Of the operands of matrix products.
  package var precision = Precision.f32

  package init() {}
}

/// When a run validates, saves and stops; none of it changes what an update computes.
package struct TrainingLimits: Sendable, Equatable {
  package var threadCount = 1
  package var maximumUpdates = 100_000
  /// No limit where nil.
  package var maximumEpochs: Int?
  package var logEvery = 100
  package var validateEvery = 1000
  package var saveEvery = 1000
  /// Checkpoints kept for averaging and as a reserve.
  package var keptCheckpointCount = 5
  /// Validations without a lower loss after which training stops; nil never stops.
  package var patience: Int?
  /// Whether every operation is timed.
  package var isProfiled = false

  package init() {}
}
