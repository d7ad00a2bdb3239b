import Corpora
import Foundation
import TestSupport
import Testing
import Tokenization
import Training
import TransformerModel

/// A training run of a second, in a folder of its own, whose events are kept.
final class SmallRun {
  static let updateCount = 60

  let folder: TemporaryFolder
  var options = TrainingOptions()
  /// Updates of the warm-up.
  var warmup = 20
  /// Multiplies the paper's learning rate.
  var rateFactor = 1.0
  var limits = TrainingLimits()
  var setup: (TrainingOptions) -> TrainingSetup
  /// Stands in for the loss that was computed.
  var judgedLoss: (Double, TrainingState) -> Double = { loss, _ in loss }
  private(set) var events: [TrainingEvent] = []
  /// Called for every event.
  var onEvent: (TrainingEvent) -> Void = { _ in }

  init() throws {
    folder = try TemporaryFolder()
    let task = try ReversalTask(seed: 7, trainingCount: 400, testCount: 20, lengths: 1...12)
    setup = { task.validatedSetup($0) }
    options.batchTokens = 256
    limits.maximumUpdates = Self.updateCount
    limits.validateEvery = 15
    limits.saveEvery = 10
    limits.diskWait = 0
  }

  var checkpoints: CheckpointFolder { CheckpointFolder(folder.path("checkpoints")) }

  /// The bytes of a checkpoint.
  func bytes(update: Int) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: checkpoints.file(update: update)))
  }

  func write(_ bytes: Data, update: Int) throws {
    try bytes.write(to: URL(fileURLWithPath: checkpoints.file(update: update)))
  }

  private func scheduled(_ setup: TrainingSetup) -> TrainingSetup {
    var setup = setup
    setup.identity.schedule = .paper(
      modelDimension: setup.identity.model.modelDimension, warmupSteps: warmup,
      factor: rateFactor)
    return setup
  }

  /// Starts or continues the run.
  @discardableResult
  func train(stopAfter updates: Int = .max, saveAt save: Int? = nil) throws -> TrainingState {
    events = []
    var (stepCount, saveCount) = (0, 0)
    let trainer = Trainer(
      scheduled(setup(options)), limits: limits, folder: checkpoints,
      report: { [self] in
        events.append($0)
        onEvent($0)
      })
    trainer.judgedLoss = judgedLoss
    return try trainer.run(
      shouldStop: {
        stepCount += 1
        return stepCount >= updates
      },
      shouldSave: {
        saveCount += 1
        return saveCount == save
      })
  }

  /// The names of the run's events without their contents, in order, those of progress left out.
  var eventNames: [String] {
    events.map { String("\($0)".prefix { $0 != "(" }) }.filter { $0 != "progress" }
  }

  func count(_ name: String) -> Int { eventNames.filter { $0 == name }.count }
}

extension ReversalTask {
  /// The task with a validation text, a model as small as can be.
  func validatedSetup(_ options: TrainingOptions) -> TrainingSetup {
    var setup = setup(options, dimension: 16)
    var corpus = EncodedCorpus()
    for string in validation {
      corpus.append(
        SentencePair(
          source: tokenizer.tokenize(Self.text(string)),
          target: tokenizer.tokenize(Self.text(string.reversed()))))
    }
    setup.validation = ValidationText(
      sources: validation.map(Self.text), references: validation.map { Self.text($0.reversed()) },
      corpus: corpus)
    setup.identity.validationFingerprint = corpus.fingerprint
    return setup
  }
}
