/// When a run validates, saves and stops; none of it changes what an update computes.
package struct TrainingLimits: Sendable, Equatable {
  package var threadCount = 1
  package var maximumUpdates = 100_000
  /// No limit where nil.
  package var maximumEpochs: Int?
  package var logEvery = 100
  package var validateEvery = 1000
  package var saveEvery = 1000
  /// The newest checkpoints that are kept, for averaging and as a reserve.
  package var keptCheckpointCount = 5
  /// The checkpoints that are kept because they validate best, however old they are.
  package var keptBestCount = 1
  /// What best means.
  package var bestMetric = ValidationMetric.loss
  /// Never stops for want of progress where nil.
  package var patience: Patience?
  /// How often a run goes back to an earlier checkpoint before it gives up.
  package var maximumRollbacks = 3
  /// For how many seconds a run waits until a checkpoint can be written.
  package var diskWait = 3600.0
  /// Options, without dashes, that a run may be continued with though they change its result.
  package var allowedChanges: Set<String> = []
  /// Whether every operation is timed.
  package var isProfiled = false

  package init() {}
}
