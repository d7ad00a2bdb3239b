import Kernels
import TestSupport
import Testing
import Training
import TransformerModel
import Translation

/// The model learns a task, not its examples: exact match on strings that it never saw.
@Suite(.serialized, .enabled(if: SlowTests.areWanted))
struct ReversalTests {
  private static let dimension = 128
  private static let maximumUpdates = 8000

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func reversesUnseenStrings(seed: UInt64) throws {
    let task = try ReversalTask(seed: seed, trainingCount: 200_000, lengths: 5...10)
    var options = TrainingOptions()
    options.seed = seed
    // The task has one right answer; nothing is to be smoothed.
    options.labelSmoothing = 0
    options.batchTokens = 1024
    let trainer = try trainUntilValid(task, options)

    let unseen = exactMatch(task.unseen, task, trainer)
    let longer = exactMatch(task.longer, task, trainer)
    print(
      "reversal, seed \(seed): \(percent(unseen)) exact on unseen strings of 5 to 10 digits, "
        + "\(percent(longer)) on strings of 11 to 14, longer than any in training")
    #expect(unseen >= 0.98)
  }

  /// Trains in rounds until the task is mastered on strings that are neither trained nor tested on.
  ///
  /// A round goes on from the checkpoint of the one before. As `apus train` does at its end, the
  /// mean of the last five checkpoints is taken (§6.1).
  private func trainUntilValid(
    _ task: ReversalTask, _ options: TrainingOptions
  ) throws -> Trainer {
    let folder = try TemporaryFolder()
    let checkpoints = CheckpointFolder(folder.path)
    var limits = TrainingLimits()
    limits.threadCount = 2
    limits.saveEvery = 100
    while true {
      limits.maximumUpdates = (checkpoints.updates.last ?? 1500) + 500
      let trainer = Trainer(
        task.setup(options, dimension: Self.dimension, warmup: 1000, factor: 0.5), limits: limits,
        folder: checkpoints,
        report: { _ in })
      _ = try trainer.run(shouldStop: { false })
      try CheckpointAverage.read(
        checkpoints.updates.map { checkpoints.file(update: $0) }, into: trainer.parameters,
        backend: CPUBackend())
      let isMastered = exactMatch(task.validation, task, trainer) >= 0.995
      if isMastered || limits.maximumUpdates >= Self.maximumUpdates { return trainer }
    }
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

  private func exactMatch(
    _ strings: [[Int]], _ task: ReversalTask, _ trainer: Trainer
  ) -> Double {
    var options = TranslationOptions()
    options.threadCount = 2
    let translator = Translator(
      model: Transformer(task.model(dimension: Self.dimension)), parameters: trainer.parameters,
      tokenizer: task.tokenizer,
      options: options)
    let answers = translator.translate(strings.map(ReversalTask.text))
    #expect(answers.count == strings.count)
    let right = zip(strings, answers).filter { string, answer in
      answer.text == ReversalTask.text(string.reversed())
    }
    return Double(right.count) / Double(strings.count)
  }
}
