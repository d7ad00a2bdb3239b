package import Autodiff
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
  /// Dropout of attention's weights.
  package var attentionDropoutRate: Float = 0
  /// Dropout of the feed-forward network's inner layer.
  package var activationDropoutRate: Float = 0
  /// Dropout of whole words' embeddings.
  package var wordDropoutRate: Float = 0
  /// ε_ls (§5.4).
  package var labelSmoothing: Float = 0.1
  /// How likely a merge of the tokenizer is left out: BPE-dropout (Provilkov et al., 2020).
  package var bpeDropoutRate = 0.0
  /// Batches whose gradients are summed for one update.
  package var accumulationCount = 1
  /// The weight of the newest parameters in the moving average of all; 0 keeps none.
  package var smoothingWeight = 0.0
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

  /// The most target tokens of an update.
  package var updateTokens: Int { batchTokens * accumulationCount }

  /// The most tokens of a micro-batch.
  ///
  /// With BPE-dropout batches grow after they were cut from the corpus, to twice their size at
  /// most. Micro-batches then hold what a lane has of a batch twice as large, so that memory does
  /// not grow as much.
  package var largestMicroBatch: Int {
    guard bpeDropoutRate > 0 else { return microBatchTokens }
    return min(microBatchTokens, max(4 * updateTokens / laneCount, 1))
  }

  /// The rates at all places of the model.
  package var dropoutRates: DropoutRates {
    DropoutRates(
      residual: dropoutRate, attention: attentionDropoutRate, activation: activationDropoutRate,
      word: wordDropoutRate)
  }
}
