import Corpora

/// The batches of the epochs, one epoch at a time.
struct BatchCursor {
  private let order: EpochOrder
  private var epoch: Int?
  private var batches = EpochBatches()

  init(_ setup: TrainingSetup) {
    let options = setup.identity.options
    order = EpochOrder(
      corpus: setup.corpus,
      options: EpochOrder.Options(seed: options.seed, batchTokens: options.batchTokens))
  }

  /// The batches that come next in a run, fewer before the end of its epoch and none there.
  mutating func next(_ count: Int, in state: TrainingState) -> Slice<EpochBatches> {
    if epoch != state.epoch {
      batches = order.batches(epoch: state.epoch)
      epoch = state.epoch
    }
    return batches.dropFirst(state.batchesDone).prefix(count)
  }

  /// The batches of the epoch that the last ones were of.
  var batchCount: Int { batches.count }

  /// The pairs of the epoch that were seen so far.
  func pairCount(in state: TrainingState) -> Int {
    batches.pairCount(before: state.batchesDone)
  }
}
