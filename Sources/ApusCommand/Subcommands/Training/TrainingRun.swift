import ArgumentParser
import Corpora
import FileStorage
import Foundation
import Tokenization
import TokenizerFormats
import Training
import TrainingReports
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
    Interruption.startNoticingSaveRequests()
    let tokenizer = try Tokenizer(contentsOf: text.tokenizer)
    try tokenizer.checkSentenceMarkers(file: text.tokenizer)
    if optimisation.regularisation.bpeDropout > 0 {
      _ = try tokenizer.requireEncoder(for: "--bpe-dropout", file: text.tokenizer)
    }
    let reporter = TrainingReporter()
    var setup = try makeSetup(tokenizer, reporter)
    let folder = CheckpointFolder(text.output + "/checkpoints")
    try FileManager.default.makeFolder(folder.path)
    AtomicFile.removeLeftovers(in: text.output)
    try begin(setup, reporter)
    let memory = try planMemory(setup, folder: folder)
    setup.identity.options.microBatchTokens = memory.microBatchTokens

    let trainer = Trainer(
      setup, limits: course.limits, folder: folder, memory: memory, report: reporter.report)
    course.checkpoints.warnOfSmallDisk(
      folder: folder, checkpointByteCount: trainer.checkpointByteCount)
    Interruption.startNoticing()
    let state = try trainer.run(
      shouldStop: { Interruption.signal != nil }, shouldSave: Interruption.takeSaveRequest)
    Interruption.stopNoticing()
    if reporter.stopReason == .interrupted, let signal = Interruption.signal {
      StandardError.write(
        "stopped after update \(state.update.grouped); the same command goes on from there, and "
          + "with --max-updates \(state.update) it makes a model of what there is")
      throw ExitCode(128 + signal)
    }
    try finish(trainer, setup: setup, updateCount: state.update, folder: folder)
  }

  private func makeSetup(
    _ tokenizer: Tokenizer, _ reporter: TrainingReporter
  ) throws -> TrainingSetup {
    let options = optimisation.options(for: text.preset)
    let model = text.preset.configuration(vocabularyCount: tokenizer.vocabularyCount)
    let reading = CorpusReading(
      text: text, tokenizer: tokenizer, maximumLength: options.maximumLength,
      threadCount: course.threads.count, reporter: reporter)
    let corpus = try reading.trainingCorpus()
    var identity = RunIdentity(
      model: model, options: options,
      schedule: optimisation.rate.schedule(modelDimension: model.modelDimension),
      languages: (text.src, text.tgt), corpus: corpus)
    let validation = try text.valid.map(reading.validationText)
    identity.validationFingerprint = validation?.corpus.fingerprint
    return TrainingSetup(
      identity: identity, corpus: corpus, tokenizer: tokenizer, validation: validation)
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
  private func begin(_ setup: TrainingSetup, _ reporter: TrainingReporter) throws {
    let (model, options) = (setup.identity.model, setup.identity.options)
    let summary = [
      "model \(text.preset): \(model.parameterCount.grouped) parameters, " + model.summary,
      "batches of \(options.batchTokens.grouped) target tokens, dropout \(options.dropoutRate), "
        + "label smoothing \(options.labelSmoothing), "
        + "warm-up \(optimisation.rate.warmup.text), \(options.precision), "
        + "seed \(options.seed)",
    ]
    let description = RunDescription(
      setup.identity, text: text, limits: course.limits, pairCount: setup.corpus.count,
      commandLine: ["apus"] + CommandLine.arguments.dropFirst())
    try reporter.begin(description, summary: summary, folder: text.output)
  }

  /// Chooses the parameters, and writes the model's folder.
  private func finish(
    _ trainer: Trainer, setup: TrainingSetup, updateCount: Int, folder: CheckpointFolder
  ) throws {
    let model = Transformer(setup.identity.model)
    let choice = try FinalParameters(of: trainer, or: averages(in: folder)) { parameters in
      setup.validation.map {
        ValidationScore(
          of: parameters, model: model, tokenizer: setup.tokenizer, on: $0,
          threadCount: course.threads.count)
      }
    }
    let provenance = ModelConfiguration.Provenance(
      trainingCorpus: text.train.joined(separator: " "), trainingPairCount: setup.corpus.count,
      updates: updateCount,
      seed: optimisation.seed)
    let bundle = ModelBundle(
      path: text.output,
      configuration: ModelConfiguration(
        sourceLanguage: text.src, targetLanguage: text.tgt, transformer: setup.identity.model,
        provenance: provenance),
      parameters: choice.parameters, tokenizer: setup.tokenizer)
    for remark in choice.remarks { StandardError.write(remark) }
    try ModelFolder(
      bundle: bundle, goldenSources: Array(setup.validation?.sources.prefix(5) ?? []),
      remarks: choice.remarks, command: try Program.apus.configuredCommand
    ).write()
    StandardError.write("model: \(text.output)")
  }
}

extension TrainingRun {
  /// The means of checkpoints that are tried as the model.
  private func averages(in folder: CheckpointFolder) -> [FinalParameters.Candidate] {
    let last = folder.newestUpdates(count: course.averageLast)
    let metric = course.checkpoints.bestMetric
    let best = folder.bestUpdates(count: course.averageBest ?? 0, by: metric)
    let means = [("last \(last.count)", last), ("best \(best.count) (\(metric))", best)]
    return means.filter { $0.1.count > 1 }.map { name, updates in
      FinalParameters.Candidate(
        name: "the mean of the \(name) checkpoints",
        checkpoints: updates.map { folder.file(update: $0) })
    }
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
