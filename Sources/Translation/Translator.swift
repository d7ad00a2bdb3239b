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
    let sentences = requests.map {
      TokenizedSentence(request: $0, tokens: tokenizer.tokenize($0.text))
    }
    let batches = SentenceBatch.batches(
      of: sentences, size: options.batchSize, workerCount: options.threadCount,
      memory: batchMemory)
    let translated = translate(batches, of: sentences)
    var result = [[Translation]](repeating: [.empty], count: requests.count)
    for (batch, translations) in zip(batches, translated) {
      for (place, translation) in zip(batch.places, translations) { result[place] = translation }
    }
    return result
  }

  /// Each worker takes a batch after the other; a single one is computed by the team.
  private func translate(
    _ batches: [SentenceBatch], of sentences: [TokenizedSentence]
  ) -> [[[Translation]]] {
    let straightLine = self.straightLine
    let translateAll = { [pool] in
      pool.map(batches.count) { workers, index in
        straightLine(batches[index].places.map { sentences[$0] }, batches[index].rule, workers)
      }
    }
    return batches.count == 1 ? team.atWork(translateAll) : translateAll()
  }

  /// The straight line of one batch, from token ids to text.
  private var straightLine:
    @Sendable ([TokenizedSentence], SentenceBatch.Rule, [InferenceWorker]) -> [[Translation]]
  {
    { [networks, tokenizer, options] sentences, rule, workers in
      let search = SearchPlan(options, rule: rule, tokenizer: tokenizer)
      let batch = TokenBatch(sentences.map { $0.tokens + [tokenizer.sentenceMarkers.end] })
      let shortlists = options.shortlist.map { shortlist in
        sentences.map { tokenizer.targetTokens(of: $0, from: shortlist) }
      }
      var scorers = zip(networks, workers).map {
        TransformerScorer(
          batch, model: $0.model, parameters: $0.parameters, worker: $1, shortlists: shortlists)
      }
      let hypotheses: [[Hypothesis]]
      if scorers.count == 1 {
        hypotheses = search.hypotheses(for: sentences, tokenizer: tokenizer, using: &scorers[0])
      } else {
        var ensemble = EnsembleScorer(scorers)
        hypotheses = search.hypotheses(for: sentences, tokenizer: tokenizer, using: &ensemble)
      }
      let choice = CandidateChoice(options, tokenizer: tokenizer)
      let details = TranslationDetails.Reader(
        options.details, networks[0], tokenizer: tokenizer, worker: workers[0])
      return details.translations(of: sentences, choice.candidates(among: hypotheses))
    }
  }
}

/// A model with its numbers.
struct Network: Sendable {
  let model: Transformer
  let parameters: ParameterStore
}
