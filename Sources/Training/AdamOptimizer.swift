package import Autodiff
package import Kernels

/// Adam with the paper's constants and schedule (§5.3), after clipping by the gradient's norm.
package final class AdamOptimizer {
  package let parameters: ParameterStore
  /// First and second moments, in the layout of the parameters.
  package let firstMoment: FloatBuffer
  package let secondMoment: FloatBuffer
  private let options: TrainingOptions
  private let schedule: LearningRateSchedule

  /// An optimiser whose moments are zero.
  package init(
    parameters: ParameterStore, options: TrainingOptions, schedule: LearningRateSchedule,
    backend: any ComputeBackend
  ) {
    self.parameters = parameters
    self.options = options
    self.schedule = schedule
    firstMoment = backend.allocate(parameters.layout.count)
    secondMoment = backend.allocate(parameters.layout.count)
  }

  /// The learning rate of an update.
  package func learningRate(update: Int) -> Double {
    schedule.rate(step: update)
  }

  /// Updates the parameters and packs them for the next products.
  ///
  /// - Parameters:
  ///   - update: The number of the update, counted from 1.
  ///   - gradient: In the layout of the parameters.
  ///   - pool: Threads to share the work.
  /// - Returns: The gradient's norm before clipping.
  /// - Throws: `TrainingError.diverged` where the gradient is not finite; nothing is changed then.
  package func apply(
    update: Int, gradient: FloatBuffer, pool: WorkerPool<GradientComputation.Worker>
  ) throws -> Double {
    let norm = self.norm(of: gradient, pool: pool)
    guard norm.isFinite else { throw TrainingError.diverged(update: update) }
    let clip = Double(options.clipNorm)
    let step = AdamStep(
      learningRate: Float(learningRate(update: update)), beta1: options.beta1,
      beta2: options.beta2, epsilon: options.epsilon, step: update,
      gradientScale: clip > 0 && norm > clip ? Float(clip / norm) : 1)
    let state = AdamBuffers(
      parameters: parameters.values, firstMoment: firstMoment, secondMoment: secondMoment)
    let chunks = parameters.layout.chunks
    _ = pool.map(chunks.count) { worker, index in
      worker.backend.adamUpdate(
        step, gradient: gradient[chunks[index]], state: state[chunks[index]])
    }
    repack(pool)
    return norm
  }

  /// Partial sums of fixed pieces, added in order: the same for any number of threads.
  private func norm(
    of gradient: FloatBuffer, pool: WorkerPool<GradientComputation.Worker>
  ) -> Double {
    let chunks = parameters.layout.chunks
    let squares = pool.map(chunks.count) { worker, index in
      worker.backend.sumOfSquares(gradient[chunks[index]])
    }
    return squares.reduce(0, +).squareRoot()
  }

  private func repack(_ pool: WorkerPool<GradientComputation.Worker>) {
    let parameters = parameters
    let matrices = parameters.layout.parameters.filter { $0.role != .vector }
    _ = pool.map(matrices.count) { worker, index in
      parameters.repack(matrices[index], backend: worker.backend)
    }
  }
}
