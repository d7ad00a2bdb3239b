import Autodiff
import Corpora
import Kernels
import Tokenization
import TransformerModel

/// What one update is: the gradient of a batch, then Adam.
///
/// It is a function of the options, the text and the parameters before it.
final class UpdateComputation {
  let model: Transformer
  let optimizer: AdamOptimizer
  let gradients: GradientComputation
  /// Only where operations are timed.
  let profiler: RunProfiler?
  private let batchMaker: BatchMaker

  /// Everything that updates need in memory.
  init(_ setup: TrainingSetup, limits: TrainingLimits) {
    let options = setup.identity.options
    let backend = CPUBackend()
    model = Transformer(setup.identity.model)
    let parameters = ParameterStore(
      layout: model.layout, purpose: .training, precision: options.precision, backend: backend)
    parameters.initialize(seed: options.seed, backend: backend)
    optimizer = AdamOptimizer(
      parameters: parameters, options: options, backend: backend)
    gradients = GradientComputation(
      model: model, parameters: parameters, options: options, threadCount: limits.threadCount,
      isProfiled: limits.isProfiled)
    profiler = limits.isProfiled ? RunProfiler(gradients.profilers) : nil
    batchMaker = BatchMaker(setup.corpus, tokenizer: setup.tokenizer, options: options)
  }

  deinit { gradients.pool.close() }

  /// What is validated: the moving average where one is kept, else the parameters.
  var evaluated: ParameterStore { optimizer.average?.parameters ?? optimizer.parameters }

  /// A batch with its loss and gradient, which may not be finite.
  struct Candidate {
    let batches: [TeacherForcedBatch]
    let sums: CrossEntropy
    /// Stands until the next candidate is computed.
    let gradient: BatchGradient

    /// Label-smoothed cross-entropy per target token, in nats.
    var loss: Double { sums.loss / Double(max(1, targetTokens)) }

    /// Sentence ends included.
    var targetTokens: Int { batches.reduce(0) { $0 + $1.labels.count } }
  }

  /// Computes the gradient of a batch; nothing is changed by it.
  ///
  /// - Parameters:
  ///   - pairs: Their indices in the corpus.
  ///   - state: Before the update.
  /// - Returns: What to judge, and perhaps to apply.
  func candidate(of pairs: [Int], after state: TrainingState) -> Candidate {
    profiler?.startUpdate()
    let microBatches = batchMaker.microBatches(of: pairs, epoch: state.epoch)
    profiler?.endBatchMaking()
    let (sums, gradient) = gradients.gradient(of: microBatches, update: state.update + 1)
    return Candidate(batches: microBatches, sums: sums, gradient: gradient)
  }

  /// Updates the parameters.
  func apply(_ candidate: Candidate, update: Int, learningRate: Double) {
    optimizer.apply(
      update: update, learningRate: learningRate, gradient: candidate.gradient,
      pool: gradients.pool)
    profiler?.endUpdate(of: candidate.batches)
  }
}
