import Autodiff
import Corpora
import Kernels
import Tokenization
import TransformerModel
import Translation

extension MemoryPlan {
  /// What a run takes whatever the size of its micro-batches, in bytes.
  package struct FixedParts: Sendable, Equatable {
    /// The program, its tokenizer and what else is there before training, but the text.
    package let program: Int
    /// Both sides of the text as tokens, and the order of an epoch.
    package let text: Int
    /// Values, packs for products in both directions, both moments, positions.
    package let parameters: Int
    /// Sums of gradients, a lane each.
    package let gradients: Int
    /// What translating the validation text takes.
    package let validation: Int
    /// The workers that compute gradients.
    package let workerCount: Int

    /// The parts of a run that is about to start in this process.
    init(_ setup: TrainingSetup, limits: TrainingLimits) {
      let options = setup.identity.options
      let model = Transformer(setup.identity.model)
      let corpus = setup.corpus
      program = max(SystemMemory.resident - corpus.heldByteCount, 0) + Self.laterProgramByteCount
      text =
        corpus.residentByteCount
        + EpochOrder.byteCount(of: corpus, batchTokens: options.batchTokens)
      parameters = Self.parameterByteCount(setup, model)
      gradients = options.laneCount * model.layout.count * MemoryLayout<Float>.size
      validation = Self.translationByteCount(setup, threadCount: limits.threadCount)
      workerCount = min(limits.threadCount, options.laneCount)
    }

    /// What the program takes only while it trains.
    ///
    /// Pages of its code that were not needed so far, threads, tapes and token ids of micro-batches:
    /// measured with every preset, 5 to 11 MB.
    private static let laterProgramByteCount = 12 << 20

    private static func parameterByteCount(_ setup: TrainingSetup, _ model: Transformer) -> Int {
      let identity = setup.identity
      let backend = PlanningBackend()
      let store = ParameterStore(
        layout: model.layout, purpose: .training, precision: identity.options.precision,
        backend: backend)
      let optimizer = AdamOptimizer(
        parameters: store, options: identity.options, backend: backend)
      // As `PositionTable` begins, and as it grows once the longest sentence has been met.
      let positions =
        max(256, setup.corpus.longest(under: identity.options).longer)
        * identity.model.modelDimension
      return withExtendedLifetime(optimizer) {
        (backend.highWaterCount + positions) * MemoryLayout<Float>.size
      }
    }

    private static func translationByteCount(_ setup: TrainingSetup, threadCount: Int) -> Int {
      guard let text = setup.validation else { return 0 }
      let options = Validation.translationOptions(threadCount: threadCount)
      let workerByteCount = Translator.workerByteCount(
        sourceLengths: text.sources.map { setup.tokenizer.tokenize($0).count },
        configuration: setup.identity.model, options: options)
      let batchCount = (text.sources.count + options.batchSize - 1) / options.batchSize
      return min(threadCount, batchCount) * workerByteCount
    }
  }
}

extension PairExtent {
  fileprivate var longer: Int { max(sourceCount, targetCount) }
}
