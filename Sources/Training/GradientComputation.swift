package import Autodiff
import Corpora
package import Kernels
package import Tensors
package import TransformerModel

/// Computes the gradient of a batch on several threads, with the same bits for any number of them.
///
/// A batch is cut into micro-batches by a rule that knows nothing of threads, and a micro-batch
/// belongs to a lane. A lane sums its micro-batches in order; lanes are summed in a fixed tree.
/// Threads only choose which lane runs when.
package final class GradientComputation {
  package let pool: WorkerPool<Worker>
  private let model: Transformer
  private let parameters: ParameterStore
  private let options: TrainingOptions
  /// Summed gradients of each lane, in the layout of the parameters; none after the run.
  private var lanes: [FloatBuffer]
  /// The workers' backends where operations are timed, else none.
  let profilers: [ProfilingBackend]

  /// What one thread computes with.
  package final class Worker {
    package let backend: any ComputeBackend
    package let arena: Arena
    /// The backend, where it times operations.
    let profiler: ProfilingBackend?

    init(backend: any ComputeBackend) {
      self.backend = backend
      arena = Arena(backend: backend)
      profiler = backend as? ProfilingBackend
    }
  }

  package init(
    model: Transformer, parameters: ParameterStore, options: TrainingOptions, threadCount: Int,
    isProfiled: Bool = false
  ) {
    self.model = model
    self.parameters = parameters
    self.options = options
    let profilers = (0..<(isProfiled ? threadCount : 0)).map { _ in
      ProfilingBackend(CPUBackend())
    }
    self.profilers = profilers
    pool = WorkerPool(workerCount: threadCount) { index in
      Worker(backend: profilers.isEmpty ? CPUBackend() : profilers[index])
    }
    let backend = CPUBackend()
    lanes = (0..<options.laneCount).map { _ in backend.allocate(model.layout.count) }
  }

  /// The gradient of the batch's mean loss per target token, and the sums of loss and
  /// log-likelihood.
  ///
  /// - Parameters:
  ///   - microBatches: Micro-batch `i` belongs to lane `i % laneCount`.
  ///   - update: The number of the update, which dropout depends on.
  /// - Returns: The sums over the batch, and the gradient, which stands until the next call.
  package func gradient(
    of microBatches: [TeacherForcedBatch], update: Int
  ) -> (sums: CrossEntropy, gradient: BatchGradient) {
    let tokenCount = microBatches.reduce(0) { $0 + $1.labels.count }
    let loss = LossOptions(
      smoothing: options.labelSmoothing, gradientScale: 1 / Float(max(tokenCount, 1)))
    let (model, parameters, options, lanes) = (model, parameters, options, lanes)
    let sums = pool.map(lanes.count) { worker, lane in
      worker.profiler?.enter(.update)
      defer { worker.profiler?.leave() }
      worker.backend.clear(lanes[lane])
      var sums: [CrossEntropy] = []
      for index in stride(from: lane, to: microBatches.count, by: lanes.count) {
        worker.profiler?.enter(.forward)
        worker.arena.reset()
        let tape = Tape(
          parameters: parameters, arena: worker.arena, gradients: lanes[lane],
          dropout: DropoutSource(
            rates: options.dropoutRates, seed: options.seed, step: update, microBatch: index))
        sums.append(model.loss(microBatches[index], loss, on: tape))
        worker.profiler?.enter(.backward)
        tape.backward()
      }
      return sums
    }
    return (total(sums, count: microBatches.count), reduceLanes())
  }

  /// Computes the gradient of the largest micro-batch on every worker, and forgets it.
  ///
  /// Afterwards all memory of training is in use: nothing grows any more.
  package func rehearse(_ rehearsal: MemoryPlan.Rehearsal) {
    let batch = rehearsal.batch
    let (model, parameters, lanes) = (model, parameters, lanes)
    pool.onEachWorker { worker, index in
      guard index < lanes.count else { return }
      worker.arena.reset()
      worker.arena.reserve(rehearsal.arenaCount)
      let tape = Tape(
        parameters: parameters, arena: worker.arena, gradients: lanes[index], dropout: .none)
      _ = model.loss(batch, LossOptions(smoothing: 0, gradientScale: 1), on: tape)
      tape.backward()
      worker.arena.reset()
    }
  }

  /// Gives the memory of gradients back; losses can still be computed.
  ///
  /// What makes a model of the parameters takes less than that, so a run that fits to its last
  /// update ends as well.
  func releaseGradients() { lanes = [] }

  /// Adds the sums of the micro-batches in the order of their numbers.
  private func total(_ sums: [[CrossEntropy]], count: Int) -> CrossEntropy {
    var total = CrossEntropy()
    for index in 0..<count { total += sums[index % lanes.count][index / lanes.count] }
    return total
  }

  /// Adds all lanes to the first, and measures the sum on the way.
  private func reduceLanes() -> BatchGradient {
    let lanes = lanes
    let chunks = model.layout.chunks
    let squares = pool.map(chunks.count) { worker, index in
      worker.profiler?.enter(.update)
      defer { worker.profiler?.leave() }
      return worker.backend.reduce(lanes, chunks[index])
    }
    return BatchGradient(buffer: lanes[0], norm: squares.reduce(0, +).squareRoot())
  }
}

/// The gradient of a batch's loss with respect to all parameters.
package struct BatchGradient {
  /// In the layout of the parameters.
  package let buffer: FloatBuffer
  /// √(sum of squares), from partial sums of fixed pieces: the same for any number of threads.
  package let norm: Double
}

extension ParameterLayout {
  /// The flat run of all parameters in pieces of fixed size, which threads share out.
  var chunks: [Range<Int>] {
    let size = 1 << 16
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
