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
  /// Summed gradients of each lane, in the layout of the parameters.
  private let lanes: [FloatBuffer]

  /// What one thread computes with.
  package final class Worker {
    package let backend: any ComputeBackend = CPUBackend()
    package private(set) lazy var arena = Arena(backend: backend)
  }

  package init(
    model: Transformer, parameters: ParameterStore, options: TrainingOptions, threadCount: Int
  ) {
    self.model = model
    self.parameters = parameters
    self.options = options
    pool = WorkerPool(workerCount: threadCount) { _ in Worker() }
    let backend = CPUBackend()
    lanes = (0..<options.laneCount).map { _ in backend.allocate(model.layout.count) }
  }

  /// The gradient of the batch's mean loss per target token, and the sums of loss and
  /// log-likelihood.
  ///
  /// - Parameters:
  ///   - microBatches: Micro-batch `i` belongs to lane `i % laneCount`.
  ///   - update: The number of the update, which dropout depends on.
  /// - Returns: The sums over the batch; the gradient is in the buffer until the next call.
  package func gradient(
    of microBatches: [TeacherForcedBatch], update: Int
  ) -> (sums: CrossEntropy, gradient: FloatBuffer) {
    let tokenCount = microBatches.reduce(0) { $0 + $1.labels.count }
    let loss = LossOptions(
      smoothing: options.labelSmoothing, gradientScale: 1 / Float(max(tokenCount, 1)))
    let (model, parameters, options, lanes) = (model, parameters, options, lanes)
    let sums = pool.map(lanes.count) { worker, lane in
      worker.backend.clear(lanes[lane])
      var sums: [CrossEntropy] = []
      for index in stride(from: lane, to: microBatches.count, by: lanes.count) {
        worker.arena.reset()
        let tape = Tape(
          parameters: parameters, arena: worker.arena, gradients: lanes[lane],
          dropout: DropoutSource(
            rate: options.dropoutRate, seed: options.seed, step: update, microBatch: index))
        sums.append(model.loss(microBatches[index], loss, on: tape))
        tape.backward()
      }
      return sums
    }
    sumLanes()
    return (total(sums, count: microBatches.count), lanes[0])
  }

  /// Adds the sums of the micro-batches in the order of their numbers.
  private func total(_ sums: [[CrossEntropy]], count: Int) -> CrossEntropy {
    var total = CrossEntropy()
    for index in 0..<count { total += sums[index % lanes.count][index / lanes.count] }
    return total
  }

  /// Adds all lanes to the first: neighbours, then neighbours of these, and so on.
  private func sumLanes() {
    let lanes = lanes
    let chunks = model.layout.chunks
    _ = pool.map(chunks.count) { worker, index in
      var distance = 1
      while distance < lanes.count {
        for lane in stride(from: 0, to: lanes.count - distance, by: 2 * distance) {
          worker.backend.add(lanes[lane + distance][chunks[index]], to: lanes[lane][chunks[index]])
        }
        distance *= 2
      }
    }
  }
}

extension ParameterLayout {
  /// The flat run of all parameters in pieces of fixed size, which threads share out.
  var chunks: [Range<Int>] {
    let size = 1 << 16
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
