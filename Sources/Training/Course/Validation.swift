import Autodiff
package import Corpora
import Evaluation
import Kernels
import Tensors
package import Tokenization
package import TransformerModel
import Translation

/// Measures a model on text that it is not trained on: loss and greedy BLEU.
///
/// Uses no randomness.
package final class Validation {
  /// How many sentences are shown.
  private static let sampleCount = 8
  private let text: ValidationText
  private let model: Transformer
  private let batches: [TeacherForcedBatch]
  /// The same with the sources of other pairs, where there are others.
  private let shuffledBatches: [TeacherForcedBatch]?
  private let tokenizer: Tokenizer
  private let threadCount: Int

  /// Validates on a text that stays.
  package init(
    _ text: ValidationText, model: Transformer, tokenizer: Tokenizer, threadCount: Int
  ) {
    self.text = text
    self.model = model
    self.tokenizer = tokenizer
    self.threadCount = threadCount
    batches = Self.batches(of: text.corpus, tokenizer.sentenceMarkers)
    shuffledBatches = SourceWatch.shuffled(batches)
  }

  /// The text as the loss is measured on it.
  static func batches(
    of corpus: EncodedCorpus, _ markers: SentenceMarkers
  ) -> [TeacherForcedBatch] {
    let order = EpochOrder(
      corpus: corpus, options: EpochOrder.Options(seed: 0, batchTokens: 2048))
    return order.batches(epoch: 0).map { pairs in
      TeacherForcedBatch(pairs.map { corpus[$0] }, markers)
    }
  }

  /// Greedy search.
  static func translationOptions(threadCount: Int) -> TranslationOptions {
    var options = TranslationOptions()
    options.beamSize = 1
    options.threadCount = threadCount
    return options
  }

  /// Loss per token and BLEU of the parameters given.
  func measure(
    _ parameters: ParameterStore, pool: WorkerPool<GradientComputation.Worker>
  ) -> ValidationResult {
    let translations = translations(by: parameters)
    let samples = translations.indices.prefix(Self.sampleCount).map {
      ValidationResult.Sample(
        source: text.sources[$0], reference: text.references[$0], translation: translations[$0])
    }
    return ValidationResult(
      loss: loss(parameters, pool: pool), bleu: bleu(of: translations),
      shuffledLoss: shuffledBatches.map { loss(parameters, on: $0, pool: pool) },
      samples: samples)
  }

  /// Cross-entropy per target token without smoothing, in nats.
  func loss(
    _ parameters: ParameterStore, pool: WorkerPool<GradientComputation.Worker>
  ) -> Double {
    loss(parameters, on: batches, pool: pool)
  }

  private func loss(
    _ parameters: ParameterStore, on batches: [TeacherForcedBatch],
    pool: WorkerPool<GradientComputation.Worker>
  ) -> Double {
    let model = model
    let sums = pool.map(batches.count) { worker, index in
      worker.arena.reset()
      let tape = Tape(parameters: parameters, arena: worker.arena)
      return model.loss(
        batches[index], LossOptions(smoothing: 0, gradientScale: 0), on: tape)
    }
    let tokenCount = batches.reduce(0) { $0 + $1.labels.count }
    return sums.reduce(0) { $0 + $1.loss } / Double(tokenCount)
  }

  private func translations(by parameters: ParameterStore) -> [String] {
    let translator = Translator(
      model: model, parameters: parameters, tokenizer: tokenizer,
      options: Self.translationOptions(threadCount: threadCount))
    return translator.translate(text.sources).map(\.text)
  }

  private func bleu(of translations: [String]) -> Double {
    BLEU().corpusScore(hypotheses: translations, references: [text.references]).value
  }
}

/// Sentence pairs for validation, as text and as tokens.
package struct ValidationText: Sendable {
  package var sources: [String]
  package var references: [String]
  package var corpus: EncodedCorpus

  package init(sources: [String], references: [String], corpus: EncodedCorpus) {
    self.sources = sources
    self.references = references
    self.corpus = corpus
  }
}
