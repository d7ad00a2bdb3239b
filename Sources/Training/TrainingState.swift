/// How far a run is: with the options and the text it decides everything that follows.
package struct TrainingState: Sendable, Equatable, Codable {
  /// Updates done.
  package var update = 0
  /// The current epoch, counted from 0.
  package var epoch = 0
  /// Batches of the current epoch that are done.
  package var batchesDone = 0
  /// The lowest validation loss so far, in nats per token.
  package var bestValidationLoss: Double?
  /// Validations since then.
  package var validationsSinceBest = 0

  package init() {}
}
