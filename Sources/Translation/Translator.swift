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
  /// A worker has a place to compute for each network.
  private let pool: WorkerPool<[InferenceWorker]>

  private init(_ networks: [Network], tokenizer: Tokenizer, options: TranslationOptions) {
    self.networks = networks
    self.tokenizer = tokenizer
    self.options = options
    pool = WorkerPool(workerCount: options.threadCount) { _ in
      networks.map { _ in InferenceWorker() }
    }
  }

  /// A translator that uses a model's parameters as they are at each call.
  package convenience init(
    model: Transformer, parameters: ParameterStore, tokenizer: Tokenizer,
    options: TranslationOptions
  ) {
    self.init(
      [Network(model: model, parameters: parameters)], tokenizer: tokenizer, options: options)
  }

  /// A translator for a model from disk.
  public convenience init(_ bundle: ModelBundle, options: TranslationOptions = TranslationOptions())
  {
    self.init(
      model: bundle.model, parameters: bundle.parameters, tokenizer: bundle.tokenizer,
      options: options)
  }

  /// A translator for models that decode together: a token is as likely as they find it on
  /// average.
  ///
  /// - Parameters:
  ///   - bundles: One model or more.
  ///   - options: How text is translated.
  /// - Throws: `ModelError` where two models have different tokenizers or languages.
  public convenience init(ensemble bundles: [ModelBundle], options: TranslationOptions) throws {
    precondition(!bundles.isEmpty, "an ensemble of no models")
    for other in bundles.dropFirst() { try other.checkPartner(bundles[0]) }
    self.init(
      bundles.map { Network(model: $0.model, parameters: $0.parameters) },
      tokenizer: bundles[0].tokenizer, options: options)
  }

  deinit { pool.close() }

  /// Translates lines, several at once.
  ///
  /// - Parameter lines: One sentence each.
  /// - Returns: For each line, in order, its translations, best first: `hypothesisCount` of them,
  ///   or fewer where search found fewer.
  public func translate(_ lines: [String]) -> [[Translation]] {
    let sources = lines.map { tokenizer.tokenize($0) }
    let batches = batches(of: sources)
    let straightLine = self.straightLine
    let translated = pool.map(batches.count) { workers, index in
      straightLine(batches[index].map { sources[$0] }, workers)
    }
    var result = [[Translation]](repeating: [.empty], count: lines.count)
    for (batch, translations) in zip(batches, translated) {
      for (line, translation) in zip(batch, translations) { result[line] = translation }
    }
    return result
  }

  /// Lines that are not empty, sorted by length so that a batch's sentences end together, in
  /// batches.
  private func batches(of sources: [[TokenID]]) -> [[Int]] {
    let order = sources.indices.filter { !sources[$0].isEmpty }
      .sorted { (sources[$0].count, $0) < (sources[$1].count, $1) }
    return stride(from: 0, to: order.count, by: options.batchSize).reversed().map { start in
      Array(order[start..<min(start + options.batchSize, order.count)])
    }
  }

  /// The straight line of one batch, from token ids to text.
  private var straightLine: @Sendable ([[TokenID]], [InferenceWorker]) -> [[Translation]] {
    { [networks, tokenizer, search = BeamSearch(searchOptions)] sources, workers in
      let batch = TokenBatch(sources.map { $0 + [tokenizer.sentenceMarkers.end] })
      let lengths = sources.map(\.count)
      var scorers = zip(networks, workers).map {
        TransformerScorer(batch, model: $0.model, parameters: $0.parameters, worker: $1)
      }
      let hypotheses: [[Hypothesis]]
      if scorers.count == 1 {
        hypotheses = search.hypotheses(sourceLengths: lengths, using: &scorers[0])
      } else {
        var ensemble = EnsembleScorer(scorers)
        hypotheses = search.hypotheses(sourceLengths: lengths, using: &ensemble)
      }
      return hypotheses.map { candidates in
        candidates.map { Translation($0, text: tokenizer.detokenize($0.tokens)) }
      }
    }
  }

  private var searchOptions: SearchOptions {
    let markers = tokenizer.sentenceMarkers
    return SearchOptions(
      beginOfSentence: markers.begin, endOfSentence: markers.end,
      beamSize: options.beamSize, hypothesisCount: options.hypothesisCount,
      lengthPenalty: .gnmt(options.lengthPenalty), lengthLimit: Self.lengthLimit,
      suppressedTokens: suppressedTokens(markers))
  }

  /// The paper's (§6.1).
  static let lengthLimit = LengthLimit.sourcePlus(50)

  /// What no translation may hold: tokens that mark and never spell, but the one that ends it.
  private func suppressedTokens(_ markers: SentenceMarkers) -> Set<TokenID> {
    let special = tokenizer.specialTokens
    let suppressed = [special.unknown, special.padding, markers.begin].compactMap { $0 }
    return Set(suppressed).subtracting([markers.end])
  }
}

/// A model with its numbers.
private struct Network: Sendable {
  let model: Transformer
  let parameters: ParameterStore
}

extension Translation {
  fileprivate init(_ hypothesis: Hypothesis, text: String) {
    self.init(
      text: text, logProbability: hypothesis.logProbability, score: hypothesis.score,
      isTruncated: hypothesis.isTruncated)
  }
}
