package import Autodiff
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
  private let translate: ([String]) -> [String]

  /// Validates parameters as they are at each call, in text that stays.
  package init(
    _ text: ValidationText, model: Transformer, parameters: ParameterStore, tokenizer: Tokenizer,
    threadCount: Int
  ) {
    self.text = text
    self.model = model
    batches = Self.batches(of: text.corpus, tokenizer.sentenceMarkers)
    let translator = Translator(
      model: model, parameters: parameters, tokenizer: tokenizer,
      options: Self.translationOptions(threadCount: threadCount))
    translate = { lines in translator.translate(lines).map { $0.first?.text ?? "" } }
  }

  /// The text as the loss is measured on it.
  static func batches(
    of corpus: EncodedCorpus, _ markers: SentenceMarkers
  ) -> [TeacherForcedBatch] {
    let order = EpochOrder(
      corpus: corpus, options: EpochOrder.Options(seed: 0, batchTokens: 2048))
    return order.batches(epoch: 0).map { corpus.batch($0, markers) }
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
    let translations = translate(text.sources)
    let samples = translations.indices.prefix(Self.sampleCount).map {
      ValidationResult.Sample(
        source: text.sources[$0], reference: text.references[$0], translation: translations[$0])
    }
    return ValidationResult(
      loss: loss(parameters, pool: pool), bleu: bleu(of: translations), samples: samples)
  }

  /// Cross-entropy per target token without smoothing, in nats.
  func loss(
    _ parameters: ParameterStore, pool: WorkerPool<GradientComputation.Worker>
  ) -> Double {
    let (model, batches) = (model, batches)
    let sums = pool.map(batches.count) { worker, index in
      worker.arena.reset()
      let tape = Tape(parameters: parameters, arena: worker.arena)
      return model.loss(
        batches[index], LossOptions(smoothing: 0, gradientScale: 0), on: tape)
    }
    let tokenCount = batches.reduce(0) { $0 + $1.labels.count }
    return sums.reduce(0) { $0 + $1.loss } / Double(tokenCount)
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
