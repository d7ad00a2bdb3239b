package import Autodiff
import Corpora
import Kernels
import Tokenization
import TransformerModel

/// Trains a model: batches in the order of the epochs, one update each, with validation,
/// checkpoints and resume.
///
/// What follows is a function of the options, the text and the state, so a run that was killed and
/// continued ends with the same bytes as one that was not. That holds for a run that goes astray as
/// well: which batches it leaves out and when it goes back is part of its state.
package final class Trainer {
  /// So many batches without finite numbers one after the other are not the batches' fault.
  static let mostBadBatches = 5

  private let setup: TrainingSetup
  private let limits: TrainingLimits
  private let memory: MemoryPlan?
  private let report: (TrainingEvent) -> Void
  private let updates: UpdateComputation
  private let keeper: CheckpointKeeper
  private var cursor: BatchCursor
  private var validation: ValidationRounds?
  private var state = TrainingState()
  private var meter = ProgressMeter()
  private var requests = RunRequests()

  /// The loss that a batch is judged by, from the one that was computed: for tests of what happens
  /// when training goes astray.
  package var judgedLoss: (_ loss: Double, _ state: TrainingState) -> Double = { loss, _ in loss }

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
    self.memory = memory
    self.report = report
    updates = UpdateComputation(setup, limits: limits)
    keeper = CheckpointKeeper(
      folder, of: updates.optimizer, identity: setup.identity, limits: limits, report: report)
    cursor = BatchCursor(setup)
  }

  /// How many bytes a checkpoint takes.
  package var checkpointByteCount: Int { updates.optimizer.checkpointByteCount }

  /// The parameters as they are now.
  package var parameters: ParameterStore { updates.optimizer.parameters }

  /// What is validated: the moving average where one is kept, else the parameters.
  package var evaluated: ParameterStore { updates.evaluated }

  /// What `evaluated` is, in words.
  package var evaluatedName: String {
    updates.optimizer.average == nil ? "the last checkpoint" : "the moving average"
  }

  /// The loss of the parameters given on the validation text, in nats a token; nil without one.
  package func validationLoss(of parameters: ParameterStore) -> Double? {
    validation?.loss(of: parameters, updates)
  }

  /// Trains until a limit is reached or `shouldStop` says so, and saves a checkpoint then.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked after every update.
  ///   - shouldSave: Asked after every update; a checkpoint is saved then, and training goes on.
  /// - Returns: How far the run came.
  /// - Throws: `TrainingError`, or an error of a file that cannot be written.
  package func run(
    shouldStop: @escaping () -> Bool, shouldSave: @escaping () -> Bool = { false }
  ) throws -> TrainingState {
    requests = RunRequests(shouldStop: shouldStop, shouldSave: shouldSave)
    try start()
    let reason = try trainUntilLimit()
    if keeper.savedUpdate != state.update { try save() }
    updates.gradients.releaseGradients()
    if let memory { report(.memoryUsed(peak: SystemMemory.peakResident, plan: memory)) }
    if let profile = updates.profiler?.profile { report(.profiled(profile)) }
    report(.finished(update: state.update, reason: reason))
    return state
  }
}

// MARK: The course of a run

extension Trainer {
  private func start() throws {
    state = try keeper.resume()
    validation = ValidationRounds(setup, limits: limits, updates: updates, report: report)
    report(
      .started(
        parameterCount: updates.model.layout.count, update: state.update,
        backend: CPUBackend().name, threadCount: limits.threadCount))
    if let memory {
      report(.planned(memory))
      // Takes all the memory of the run at once: too little is found out now, not hours later.
      updates.gradients.rehearse(memory.rehearsal)
    }
    meter = ProgressMeter()
  }

  private func trainUntilLimit() throws -> TrainingEvent.StopReason {
    while true {
      if let reason = reachedLimit { return reason }
      let batches = nextBatches()
      guard !batches.isEmpty else {
        state.startNextEpoch()
        continue
      }
      try train(on: batches)
      if requests.shouldSave() && keeper.savedUpdate != state.update { try save() }
      if requests.shouldStop() { return .interrupted }
    }
  }

  private var reachedLimit: TrainingEvent.StopReason? {
    if state.epoch >= limits.maximumEpochs ?? .max { return .epochs }
    if state.update >= limits.maximumUpdates { return .updates }
    let isOutOfPatience = limits.patience?.isExhausted(by: state.validations) ?? false
    return isOutOfPatience ? .patience : nil
  }

  /// Those of one update; none at the end of the epoch.
  private func nextBatches() -> Slice<EpochBatches> {
    updates.profiler?.startLap()
    defer { updates.profiler?.endBatchMaking() }
    return cursor.next(setup.identity.options.accumulationCount, in: state)
  }

  /// One update, and what is due after it; or none, where the batches have no finite gradient.
  private func train(on batches: Slice<EpochBatches>) throws {
    let pairs = batches.flatMap { $0 }
    let candidate = updates.candidate(of: pairs, after: state)
    let loss = judgedLoss(candidate.loss, state)
    state.batchesDone += batches.count
    guard loss.isFinite && candidate.gradient.norm.isFinite else {
      return try leaveOut(pairs, loss.isFinite ? "its gradient" : "its loss")
    }
    state.noteUpdate(loss: loss, targetTokens: candidate.targetTokens)
    updates.apply(candidate, update: state.update, learningRate: learningRate)
    tellProgress(candidate)
    if state.lossWatch.hasDiverged { return try rollBack("the training loss has risen for good") }
    try validateAndSave()
  }

  /// That of the update that was computed last.
  private var learningRate: Double {
    setup.identity.schedule.rate(at: position) * state.rateScale
  }

  private var position: TrainingPosition { state.position(inEpochOf: cursor.batchCount) }

  private func leaveOut(_ pairs: [Int], _ culprit: String) throws {
    state.badBatchesInARow += 1
    report(
      .skippedBatch(
        update: state.update + 1, reason: "\(culprit) is not finite",
        pairs: pairs.map(setup.corpus.origin(of:))))
    guard state.badBatchesInARow >= Self.mostBadBatches else { return }
    try rollBack("\(Self.mostBadBatches) batches in a row had no finite loss and gradient")
  }

  private func tellProgress(_ candidate: UpdateComputation.Candidate) {
    meter.record(
      candidate.sums, batches: candidate.batches, gradientNorm: candidate.gradient.norm)
    guard state.update % limits.logEvery == 0 else { return }
    report(
      .progress(
        meter.take(
          state, maximumUpdates: limits.maximumUpdates, sentences: cursor.pairCount(in: state),
          learningRate: learningRate)))
  }
}

// MARK: Validation and checkpoints

extension Trainer {
  private func validateAndSave() throws {
    var isAmongBest = false
    if let validation, validation.isDue(at: state) {
      let result = meter.excluding { validation.measure(updates) }
      guard !state.lossWatch.confirmsDivergence(of: result, since: state.validations) else {
        return try rollBack("the validation loss is \(result.loss)")
      }
      isAmongBest = validation.note(
        result, isWarm: setup.identity.schedule.isWarm(at: position), in: &state)
    }
    guard isAmongBest || state.update % limits.saveEvery == 0 else { return }
    state.noteSave(keptCount: limits.keptCheckpointCount)
    try save()
  }

  private func save() throws {
    try meter.excluding { try keeper.save(state, shouldStop: requests.shouldStop) }
  }

  /// Goes back to the last good state and on from there, at half the rate, with the batches that
  /// follow now.
  private func rollBack(_ reason: String) throws {
    guard state.rollbackCount < limits.maximumRollbacks else {
      throw TrainingError.diverged(
        update: state.update, reason: reason, rollbackCount: state.rollbackCount)
    }
    let update = state.update
    state = try keeper.rollBack(from: state, shouldStop: requests.shouldStop)
    report(
      .rolledBack(
        from: update, to: state.update, reason: reason, rateScale: state.rateScale))
    meter = ProgressMeter()
  }
}

/// What may be asked of a run from outside while it trains.
private struct RunRequests {
  var shouldStop: () -> Bool = { false }
  var shouldSave: () -> Bool = { false }
}
