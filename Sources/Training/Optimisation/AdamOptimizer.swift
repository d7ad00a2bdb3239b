package import Autodiff
package import Kernels
import Tensors

/// Adam with the paper's constants (§5.3), after clipping by the gradient's norm.
package final class AdamOptimizer {
  package let parameters: ParameterStore
  /// First and second moments, in the layout of the parameters.
  package let firstMoment: FloatBuffer
  package let secondMoment: FloatBuffer
  /// The moving average of the parameters, where the options ask for one.
  package let average: MovingAverage?
  private let options: TrainingOptions
  /// What one task updates and packs, while it is in the caches.
  private let blocks: [ParameterBlock]

  /// An optimiser whose moments are zero.
  package init(
    parameters: ParameterStore, options: TrainingOptions, backend: any ComputeBackend
  ) {
    self.parameters = parameters
    self.options = options
    average =
      options.smoothingWeight > 0
      ? MovingAverage(of: parameters, weight: options.smoothingWeight, backend: backend) : nil
    blocks = parameters.layout.parameters.flatMap(ParameterBlock.blocks)
    firstMoment = backend.allocate(parameters.layout.count)
    secondMoment = backend.allocate(parameters.layout.count)
  }

  /// Updates the parameters and packs them for the next products.
  ///
  /// - Parameters:
  ///   - update: The number of the update, counted from 1.
  ///   - learningRate: Of this update.
  ///   - gradient: Of the batch; finite.
  ///   - pool: Threads to share the work.
  package func apply(
    update: Int, learningRate: Double, gradient: BatchGradient,
    pool: WorkerPool<GradientComputation.Worker>
  ) {
    precondition(gradient.norm.isFinite, "a gradient of norm \(gradient.norm)")
    let clip = Double(options.clipNorm)
    let step = AdamStep(
      learningRate: Float(learningRate), beta1: options.beta1,
      beta2: options.beta2, epsilon: options.epsilon, step: update,
      gradientScale: clip > 0 && gradient.norm > clip ? Float(clip / gradient.norm) : 1)
    let state = AdamBuffers(
      parameters: parameters.values, firstMoment: firstMoment, secondMoment: secondMoment)
    let (parameters, blocks) = (parameters, blocks)
    _ = pool.map(blocks.count) { worker, index in
      worker.profiler?.enter(.update)
      defer { worker.profiler?.leave() }
      let block = blocks[index]
      worker.backend.adamUpdate(
        step, gradient: gradient.buffer[block.range], state: state[block.range])
      guard block.parameter.role != .vector else { return }
      parameters.repack(block.parameter, rows: block.rows, backend: worker.backend)
    }
    average?.move(towards: parameters.values, update: update, pool: pool)
  }
}

/// Some rows of one parameter.
private struct ParameterBlock: Sendable {
  let parameter: Parameter
  let rows: Range<Int>

  /// The numbers in the flat run of all parameters.
  var range: Range<Int> {
    let columnCount = parameter.shape.columnCount
    let start = parameter.range.lowerBound
    return start + rows.lowerBound * columnCount..<start + rows.upperBound * columnCount
  }

  /// A parameter cut into blocks of about 256 KB, in rows that can be packed apart.
  static func blocks(of parameter: Parameter) -> [ParameterBlock] {
    let (rowCount, columnCount) = (parameter.shape.rowCount, parameter.shape.columnCount)
    let size = max(1, (1 << 16) / max(columnCount * packingRows, 1)) * packingRows
    return stride(from: 0, to: rowCount, by: size).map { first in
      ParameterBlock(parameter: parameter, rows: first..<min(first + size, rowCount))
    }
  }
}
