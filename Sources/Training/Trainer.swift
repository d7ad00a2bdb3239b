package import Autodiff
import Corpora
import Foundation
import Kernels
import Tensors
import Tokenization
import Translation
import TransformerModel

/// Trains a model: batches in the order of the epochs, one update each, with validation,
/// checkpoints and resume.
///
/// An update is a function of the options, the text and the parameters before it, so a run that was
/// killed and continued ends with the same bytes as one that was not.
package final class Trainer {
  private let setup: TrainingSetup
  private let limits: TrainingLimits
  private let folder: CheckpointFolder
  private let memory: MemoryPlan?
  private let report: (TrainingEvent) -> Void
  private let model: Transformer
  private let gradients: GradientComputation
  private let optimizer: AdamOptimizer
  private let order: EpochOrder
  private let microBatches: MicroBatches
  private var validation: Validation?
  private var state = TrainingState()
  /// The update of the newest checkpoint that is known to be whole.
  private var savedUpdate: Int?
  private var meter: ProgressMeter
  /// Sentence pairs of this epoch so far.
  private var sentencesOfEpoch = 0
  /// Only where operations are timed.
  private let profiler: RunProfiler?

  /// Everything that a run needs in memory; the first parameters are drawn.
  ///
  /// - Parameters:
  ///   - setup: What is trained, on what.
  ///   - limits: When to report, save and stop.
  ///   - folder: Where checkpoints go; a run that stands there is continued.
  ///   - memory: The plan that is kept to from the first update on; without one memory grows as it
  ///     is needed.
  ///   - report: Called for everything that a user may want to know.
  package init(
    _ setup: TrainingSetup, limits: TrainingLimits, folder: CheckpointFolder,
    memory: MemoryPlan? = nil, report: @escaping (TrainingEvent) -> Void
  ) {
    self.setup = setup
    self.limits = limits
    self.folder = folder
    self.memory = memory
    self.report = report
    let options = setup.identity.options
    let backend = CPUBackend()
    model = Transformer(setup.identity.model)
    let parameters = ParameterStore(
      layout: model.layout, purpose: .training, precision: options.precision, backend: backend)
    parameters.initialize(seed: options.seed, backend: backend)
    optimizer = AdamOptimizer(
      parameters: parameters, options: options, schedule: setup.identity.schedule,
      backend: backend)
    gradients = GradientComputation(
      model: model, parameters: parameters, options: options, threadCount: limits.threadCount,
      isProfiled: limits.isProfiled)
    profiler = limits.isProfiled ? RunProfiler(gradients.profilers) : nil
    order = EpochOrder(
      corpus: setup.corpus,
      options: EpochOrder.Options(seed: options.seed, batchTokens: options.batchTokens))
    microBatches = MicroBatches(
      laneCount: options.laneCount, maximumTokens: options.microBatchTokens)
    meter = ProgressMeter()
  }

  deinit { gradients.pool.close() }

  /// The parameters as they are now.
  package var parameters: ParameterStore { optimizer.parameters }

  /// Trains until a limit is reached or `shouldStop` says so, and saves a checkpoint then.
  ///
  /// - Parameter shouldStop: Asked after every update.
  /// - Returns: How far the run came.
  /// - Throws: `TrainingError`, or an error of a file that cannot be written.
  package func run(shouldStop: () -> Bool) throws -> TrainingState {
    try resume()
    validation = setup.validation.map {
      Validation(
        $0, model: model, parameters: parameters, tokenizer: setup.tokenizer,
        threadCount: limits.threadCount)
    }
    report(
      .started(
        parameterCount: model.layout.count, update: state.update, backend: CPUBackend().name,
        threadCount: limits.threadCount))
    rehearse()
    meter = ProgressMeter()
    let reason = try trainUntilLimit(shouldStop)
    if savedUpdate != state.update { try save() }
    gradients.releaseGradients()
    if let memory { report(.memoryUsed(peak: SystemMemory.peakResident, plan: memory)) }
    if let profile = profiler?.profile { report(.profiled(profile)) }
    report(.finished(update: state.update, reason: reason))
    return state
  }

  /// Takes all the memory of the run at once: too little is found out now, not hours later.
  private func rehearse() {
    guard let memory else { return }
    report(.planned(memory))
    gradients.rehearse(memory.rehearsal)
  }

  private func trainUntilLimit(_ shouldStop: () -> Bool) throws -> TrainingEvent.StopReason {
    while true {
      if let limit = limits.maximumEpochs, state.epoch >= limit { return .epochs }
      profiler?.startLap()
      let batches = order.batches(epoch: state.epoch)
      profiler?.endBatchMaking()
      sentencesOfEpoch = batches.prefix(state.batchesDone).reduce(0) { $0 + $1.count }
      while state.batchesDone < batches.count {
        if state.update >= limits.maximumUpdates { return .updates }
        if isOutOfPatience { return .patience }
        try update(with: batches[state.batchesDone])
        validateWhereDue()
        if state.update % limits.saveEvery == 0 { try save() }
        if shouldStop() { return .interrupted }
      }
      state.epoch += 1
      state.batchesDone = 0
    }
  }

  /// One update: gradient of the batch, then Adam.
  private func update(with batch: [Int]) throws {
    profiler?.startUpdate()
    let parts = microBatches.cut(batch, of: setup.corpus).filter { !$0.isEmpty }
    let teacherForced = parts.map { setup.corpus.batch($0, setup.tokenizer.sentenceMarkers) }
    profiler?.endBatchMaking()
    let update = state.update + 1
    let (sums, gradient) = gradients.gradient(of: teacherForced, update: update)
    try optimizer.apply(update: update, gradient: gradient, pool: gradients.pool)
    profiler?.endUpdate(of: teacherForced)
    state.update = update
    state.batchesDone += 1
    sentencesOfEpoch += batch.count
    meter.record(sums, batches: teacherForced, gradientNorm: gradient.norm)
    guard update % limits.logEvery == 0 else { return }
    report(
      .progress(
        meter.take(
          state, maximumUpdates: limits.maximumUpdates, sentences: sentencesOfEpoch,
          learningRate: optimizer.learningRate(update: update))))
  }

  /// Whether the validation loss has not fallen for too long.
  private var isOutOfPatience: Bool {
    limits.patience.map { state.validationsSinceBest >= $0 } ?? false
  }

  private func validateWhereDue() {
    guard let validation, state.update % limits.validateEvery == 0 else { return }
    let start = ContinuousClock.now
    let result = validation.measure(parameters, pool: gradients.pool)
    let isBest = result.loss < state.bestValidationLoss ?? .infinity
    state.bestValidationLoss = isBest ? result.loss : state.bestValidationLoss
    state.validationsSinceBest = isBest ? 0 : state.validationsSinceBest + 1
    report(.validated(result, update: state.update, isBest: isBest))
    meter.exclude(ContinuousClock.now - start)
  }

  private func save() throws {
    let start = ContinuousClock.now
    let path = try folder.save(
      optimizer, state: state, identity: setup.identity, keptCount: limits.keptCheckpointCount)
    savedUpdate = state.update
    report(.saved(path: path))
    meter.exclude(ContinuousClock.now - start)
  }

  /// Continues from the newest whole checkpoint, where there is one.
  private func resume() throws {
    for update in folder.updates.reversed() {
      do {
        let (saved, identity) = try folder.load(update: update, into: optimizer)
        if let difference = try setup.identity.difference(from: identity) {
          throw TrainingError.optionsDiffer(folder: folder.path, difference: difference)
        }
        state = saved
        savedUpdate = update
        return
      } catch let error as TrainingError {
        throw error
      } catch {
        report(.skippedCheckpoint(reason: "\(error)"))
      }
    }
    parameters.initialize(seed: setup.identity.options.seed, backend: CPUBackend())
  }

  /// Measures the parameters given on the validation text: to choose between the last and an
  /// average.
  package func validationLoss(of parameters: ParameterStore) -> Double? {
    validation?.loss(parameters, pool: gradients.pool)
  }
}
