package import Kernels

/// Gives every application of dropout in one pass over one micro-batch a key of its own.
///
/// Keys are a function of seed, step, micro-batch and the application's place in the model, never
/// of threads.
package struct DropoutSource: Sendable {
  private let rate: Float
  private var random: CounterRandom

  package init(rate: Float, seed: UInt64, step: Int, microBatch: Int) {
    self.rate = rate
    random = CounterRandom(seed: seed, stream: UInt64(step) << 20 | UInt64(microBatch))
  }

  /// Keeps everything: validation and inference.
  package static let none = DropoutSource(rate: 0, seed: 0, step: 0, microBatch: 0)

  package mutating func next() -> Dropout {
    Dropout(rate: rate, key: random.next())
  }
}
