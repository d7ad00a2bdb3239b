import ArgumentParser
import Corpora
import Foundation
import Tokenization
import TokenizerFormats
import Training
import TransformerModel
import Translation

/// What `apus train` does, from files to a model's folder.
struct TrainingRun {
  private let text: TrainingTextArguments
  private let optimisation: OptimisationArguments
  private let course: CourseArguments

  init(command: TrainCommand) {
    text = command.text
    optimisation = command.optimisation
    course = command.course
  }

  /// Reads, trains, and writes the model.
  func run() throws {
    let tokenizer = try Tokenizer(contentsOf: text.tokenizer)
    try tokenizer.checkSentenceMarkers(file: text.tokenizer)
    var setup = try makeSetup(tokenizer)
    let folder = CheckpointFolder(text.output + "/checkpoints")
    try FileManager.default.makeFolder(folder.path)
    describe(setup.identity)
    let memory = try planMemory(setup, folder: folder)
    setup.identity.options.microBatchTokens = memory.microBatchTokens

    let reporter = TrainingReporter(limits: course.limits)
    let trainer = Trainer(
      setup, limits: course.limits, folder: folder, memory: memory, report: reporter.report)
    Interruption.startNoticing()
    let state = try trainer.run { Interruption.signal != nil }
    Interruption.stopNoticing()
    if reporter.stopReason == .interrupted, let signal = Interruption.signal {
      StandardError.write(
        "stopped after update \(state.update.grouped); the same command goes on from there")
      throw ExitCode(128 + signal)
    }
    try finish(trainer, setup: setup, updateCount: state.update, folder: folder)
  }

  private func makeSetup(_ tokenizer: Tokenizer) throws -> TrainingSetup {
    let options = optimisation.options(for: text.preset)
    let model = text.preset.configuration(vocabularyCount: tokenizer.vocabularyCount)
    let reading = CorpusReading(
      text: text, tokenizer: tokenizer, maximumLength: options.maximumLength)
    let corpus = try reading.trainingCorpus()
    let identity = RunIdentity(
      model: model, options: options,
      schedule: LearningRateSchedule(
        modelDimension: model.modelDimension, warmupSteps: options.warmupSteps,
        factor: options.learningRateFactor),
      languages: (text.src, text.tgt), corpus: corpus)
    return TrainingSetup(
      identity: identity, corpus: corpus, tokenizer: tokenizer,
      validation: try text.valid.map(reading.validationText))
  }

  /// Predicts what the run takes, or fits its micro-batches to what it may take.
  private func planMemory(_ setup: TrainingSetup, folder: CheckpointFolder) throws -> MemoryPlan {
    let planner = MemoryPlanner(setup, limits: course.limits)
    guard let memory = optimisation.memory else {
      return try planner.plan(onMachineOf: SystemMemory.machine)
    }
    let previous = folder.newestIdentity?.options.microBatchTokens
    return try planner.plan(within: memory.byteCount, previous: previous)
  }

  /// Says what will be trained before the work begins.
  private func describe(_ identity: RunIdentity) {
    let options = identity.options
    StandardError.write(
      "model \(text.preset): \(identity.model.parameterCount.grouped) parameters, "
        + identity.model.summary)
    StandardError.write(
      "batches of \(options.batchTokens.grouped) target tokens, dropout \(options.dropoutRate), "
        + "label smoothing \(options.labelSmoothing), warm-up \(options.warmupSteps.grouped) "
        + "updates, \(options.precision), seed \(options.seed)")
  }

  /// Chooses the parameters, and writes the model's folder.
  private func finish(
    _ trainer: Trainer, setup: TrainingSetup, updateCount: Int, folder: CheckpointFolder
  ) throws {
    let files = folder.updates.suffix(course.averageLast).map { folder.file(update: $0) }
    let choice = try FinalParameters(of: trainer, checkpoints: files)
    let provenance = ModelConfiguration.Provenance(
      trainingCorpus: text.train, trainingPairCount: setup.corpus.count, updates: updateCount,
      seed: optimisation.seed)
    let bundle = ModelBundle(
      path: text.output,
      configuration: ModelConfiguration(
        sourceLanguage: text.src, targetLanguage: text.tgt, transformer: setup.identity.model,
        provenance: provenance),
      parameters: choice.parameters, tokenizer: setup.tokenizer)
    let score = setup.validation.map {
      ValidationScore(of: bundle, on: $0, threadCount: course.threads.count)
    }
    let remarks = choice.remarks + (score.map { [$0.description] } ?? [])
    for remark in remarks { StandardError.write(remark) }
    try ModelFolder(
      bundle: bundle, goldenSources: Array(setup.validation?.sources.prefix(5) ?? []),
      remarks: remarks, command: CommandLine.arguments
    ).write()
    StandardError.write("model: \(text.output)")
  }
}

extension TransformerConfiguration {
  /// The sizes in a line.
  var summary: String {
    "\(encoderLayerCount) + \(decoderLayerCount) layers, d_model \(modelDimension), "
      + "d_ff \(feedForwardDimension.grouped), \(headCount) heads, "
      + "vocabulary \(vocabularyCount.grouped)"
  }
}
