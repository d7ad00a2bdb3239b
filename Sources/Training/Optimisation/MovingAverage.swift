package import Autodiff
import Kernels

/// The exponential moving average of the parameters, which translates better than the last ones.
///
/// After update *t* it moves towards the parameters by the weight max(α, 9 / (t + 10)), as Marian's
/// `--exponential-smoothing` does: early on it forgets quickly.
package final class MovingAverage {
  /// The average; packed when it is asked to be.
  package let parameters: ParameterStore
  private let weight: Double

  /// An average that is still empty.
  ///
  /// - Parameters:
  ///   - parameters: What is averaged.
  ///   - weight: α, the weight of the newest parameters.
  ///   - backend: What the average's memory belongs to.
  init(of parameters: ParameterStore, weight: Double, backend: any ComputeBackend) {
    self.parameters = ParameterStore(
      layout: parameters.layout, purpose: .inference, precision: parameters.precision,
      backend: backend)
    self.weight = weight
  }

  /// Sets the average to the parameters before the first update.
  func begin(with first: ParameterStore, backend: any ComputeBackend) {
    backend.blend(first.values, weight: 1, into: parameters.values)
  }

  /// Moves the average towards the parameters.
  ///
  /// - Parameters:
  ///   - values: The parameters, in the same layout.
  ///   - update: The number of the update that made them, counted from 1.
  ///   - pool: Threads to share the work.
  func move(
    towards values: FloatBuffer, update: Int, pool: WorkerPool<GradientComputation.Worker>
  ) {
    let step = Float(max(weight, 9 / (Double(update) + 10)))
    let average = parameters.values
    let chunks = parameters.layout.chunks
    _ = pool.map(chunks.count) { worker, index in
      worker.backend.blend(values[chunks[index]], weight: step, into: average[chunks[index]])
    }
  }

  /// Packs the average as it is now, so that the model can be run with it.
  func pack(with backend: any ComputeBackend) {
    for parameter in parameters.layout.parameters {
      parameters.repack(parameter, backend: backend)
    }
  }
}
