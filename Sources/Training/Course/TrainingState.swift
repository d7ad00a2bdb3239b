/// How far a run is: with the options and the text it decides everything that follows.
package struct TrainingState: Sendable, Equatable, Codable {
  /// Updates done.
  package var update = 0
  /// The current epoch, counted from 0.
  package var epoch = 0
  /// Batches of the current epoch that are done or left out.
  package var batchesDone = 0
  /// Target tokens of all updates, sentence ends included.
  package var targetTokens = 0
  /// What patience, the best checkpoints and their choice depend on.
  package var validations = ValidationHistory()
  package var lossWatch = LossWatch()
  /// Batches without finite numbers since the last update.
  package var badBatchesInARow = 0
  /// How often the run went back.
  package var rollbackCount = 0
  /// Multiplies the learning rate.
  package var rateScale = 1.0
  /// The updates of the newest checkpoints that were due, those of interrupts not among them.
  package var savedUpdates: [Int] = []
  /// The newest of them before which the loss was low: where the run goes back to.
  package var safeUpdate: Int?
  /// Whether the model ignored its source when that was measured last.
  package var ignoresSource = false

  package init() {}

  mutating func startNextEpoch() {
    epoch += 1
    batchesDone = 0
  }

  /// Notes an update and its loss.
  mutating func noteUpdate(loss: Double, targetTokens: Int) {
    update += 1
    self.targetTokens += targetTokens
    badBatchesInARow = 0
    lossWatch.record(loss)
  }

  /// Notes that a checkpoint of this state is due.
  mutating func noteSave(keptCount: Int) {
    if savedUpdates.last != update { savedUpdates.append(update) }
    savedUpdates = Array(savedUpdates.suffix(max(keptCount, 1)))
    if lossWatch.isCalm { safeUpdate = update }
  }

  /// Forgets what cannot be compared with what will be measured under other options.
  mutating func forgetMeasurements(of changes: [RunDifference]) {
    lossWatch = LossWatch()
    if changes.contains(where: { $0.option == "valid" }) { validations = ValidationHistory() }
  }

  /// How far the run is, in every unit, in an epoch of some batches.
  func position(inEpochOf batchCount: Int) -> TrainingPosition {
    TrainingPosition(
      update: update, targetTokens: targetTokens,
      epochs: Double(epoch) + Double(batchesDone) / Double(max(batchCount, 1)))
  }

  /// An earlier state, to go on from it with the batches after this one's, at half the rate.
  func continued(from earlier: TrainingState) -> TrainingState {
    var state = earlier
    (state.epoch, state.batchesDone) = (epoch, batchesDone)
    state.badBatchesInARow = 0
    state.rollbackCount = rollbackCount + 1
    state.rateScale = rateScale / 2
    return state
  }
}
