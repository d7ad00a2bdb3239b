package import Autodiff
import Decoding
import Kernels
package import Tokenization
package import TransformerModel

/// Translates lines of text: the straight line from text to text.
///
/// A line's translation does not depend on the lines around it or on the number of threads. Empty
/// lines stay empty.
public final class Translator {
  private let networks: [Network]
  private let tokenizer: Tokenizer
  private let options: TranslationOptions
  let guards: GuardedTranslation?
  private let batchMemory: BatchMemory
  /// A worker has a place to compute for each network.
  private let pool: WorkerPool<[InferenceWorker]>
  /// Computes with the first worker where it is the only one that has something to do.
  private let team: ProductTeam

  private init(
    _ networks: [Network], tokenizer: Tokenizer, options: TranslationOptions,
    guards: GuardedTranslation?
  ) {
    self.networks = networks
    self.tokenizer = tokenizer
    self.options = options
    self.guards = guards
    let batchMemory = BatchMemory(
      networks.map { ($0.model.configuration, $0.parameters.keyValueStorage) }, options)
    self.batchMemory = batchMemory
    let team = ProductTeam(memberCount: min(options.threadCount, ProductTeam.usefulCount))
    self.team = team
    pool = WorkerPool(workerCount: options.threadCount) { number in
      networks.map { _ in
        InferenceWorker(
          backend: CPUBackend(team: number == 0 ? team : nil), roomCount: batchMemory.limit)
      }
    }
  }

  /// A translator without guards that uses a model's parameters as they are at each call.
  package convenience init(
    model: Transformer, parameters: ParameterStore, tokenizer: Tokenizer,
    options: TranslationOptions
  ) {
    self.init(
      [Network(model: model, parameters: parameters)], tokenizer: tokenizer, options: options,
      guards: nil)
  }

  /// A translator for a model from disk.
  ///
  /// - Parameters:
  ///   - bundle: The model.
  ///   - options: How text is translated.
  /// - Throws: `GuardError` for a pattern of protected text that is no regular expression.
  public convenience init(
    _ bundle: ModelBundle, options: TranslationOptions = TranslationOptions()
  ) throws {
    try self.init(ensemble: [bundle], options: options)
  }

  /// A translator for models that decode together: a token is as likely as they find it on
  /// average.
  ///
  /// - Parameters:
  ///   - bundles: One model or more.
  ///   - options: How text is translated.
  /// - Throws: `ModelError` where two models have different tokenizers or languages, `GuardError`
  ///   for a pattern of protected text that is no regular expression.
  public convenience init(ensemble bundles: [ModelBundle], options: TranslationOptions) throws {
    precondition(!bundles.isEmpty, "an ensemble of no models")
    for other in bundles.dropFirst() { try other.checkPartner(bundles[0]) }
    self.init(
      bundles.map { Network(model: $0.model, parameters: $0.parameters) },
      tokenizer: bundles[0].tokenizer, options: options,
      guards: try options.guards.map {
        try GuardedTranslation(bundles[0].guarded(options), options: $0.with(options))
      })
  }

  deinit { pool.close() }

  /// Translates sentences as they are, several at once: what search finds, without guards.
  ///
  /// - Parameter requests: One sentence each, and what its translation must be like.
  /// - Returns: For each sentence, in order, its translations, best first: `hypothesisCount` of
  ///   them, or fewer where search found fewer.
  public func translate(sentences requests: [SentenceRequest]) -> [[Translation]] {
    var result = [[Translation]](repeating: [], count: requests.count)
    translate(sentences: requests) { place, translations in
      result[place] = translations
      return []
    }
    return result
  }

  /// Translates sentences, and those that follow from their translations.
  ///
  /// - Parameters:
  ///   - requests: The first sentences.
  ///   - answered: Gets the translations of each sentence, best first, and says what else is to be
  ///     translated, whose places follow; never called twice at a time.
  func translate(
    sentences requests: [SentenceRequest],
    answered: @escaping (_ place: Int, _ translations: [Translation]) -> [SentenceRequest]
  ) {
    let limits = GroupLimits(
      size: options.batchSize, sentenceCount: requests.count, workerCount: options.threadCount,
      memory: batchMemory)
    let queue = SentenceQueue(
      requests, limits: limits,
      tokenize: { [tokenizer] request in
        TokenizedSentence(request: request, tokens: tokenizer.tokenize(request.text))
      }, answered: answered)
    let work = work(queue, limits)
    if queue.count == 1 {
      _ = team.atWork { pool.map(1) { workers, _ in work(workers) } }
    } else if queue.count > 1 {
      pool.onEachWorker { workers, _ in work(workers) }
    }
  }

  /// What each worker does until a queue has no more.
  private func work(
    _ queue: SentenceQueue, _ limits: GroupLimits
  ) -> @Sendable ([InferenceWorker]) -> Void {
    { [networks, tokenizer, options] workers in
      let scorers = zip(networks, workers).map {
        TransformerScorer(model: $0.model, parameters: $0.parameters, worker: $1)
      }
      let details = TranslationDetails.Reader(
        options.details, networks[0], tokenizer: tokenizer, worker: workers[0])
      func decode(_ scorer: some SourceScorer) {
        TranslationSession(
          scorer, queue: queue, limits: limits, options: options, tokenizer: tokenizer,
          details: details
        ).run()
      }
      if scorers.count == 1 { decode(scorers[0]) } else { decode(EnsembleScorer(scorers)) }
    }
  }
}

/// A model with its numbers.
struct Network: Sendable {
  let model: Transformer
  let parameters: ParameterStore
}
