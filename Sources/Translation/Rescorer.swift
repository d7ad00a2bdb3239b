import Decoding
import Kernels
import Tokenization

/// Tells how likely a model finds translations that are given.
public final class Rescorer {
  private let network: Network
  private let tokenizer: Tokenizer
  private let alignmentLayer: Int?
  private let batchSize: Int
  private let pool: WorkerPool<InferenceWorker>

  /// A rescorer for a model from disk.
  ///
  /// - Parameters:
  ///   - bundle: The model.
  ///   - alignmentLayer: The decoder layer whose cross-attention is told, counted from 1; nil for
  ///     none.
  ///   - batchSize: Pairs scored together.
  ///   - threadCount: Worker threads; scores do not depend on it.
  public init(
    _ bundle: ModelBundle, alignmentLayer: Int? = nil, batchSize: Int = 64, threadCount: Int = 1
  ) {
    network = Network(model: bundle.model, parameters: bundle.parameters)
    tokenizer = bundle.tokenizer
    self.alignmentLayer = alignmentLayer
    self.batchSize = batchSize
    pool = WorkerPool(workerCount: threadCount) { _ in InferenceWorker() }
  }

  deinit { pool.close() }

  /// Scores pairs of a sentence and its translation.
  ///
  /// - Parameter pairs: Text without line ends.
  /// - Returns: For each pair, in order, its tokens and their log-probabilities, the end of
  ///   sentence among them.
  public func scores(of pairs: [(source: String, target: String)]) -> [TranslationDetails] {
    let tokens = pairs.map {
      ForcedDecoding.Pair(
        source: tokenizer.tokenize($0.source), target: tokenizer.tokenize($0.target))
    }
    let order = tokens.indices.sorted {
      (tokens[$0].target.count, $0) < (tokens[$1].target.count, $1)
    }
    let batches = stride(from: 0, to: order.count, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, order.count)])
    }
    let markers = tokenizer.sentenceMarkers
    let forced = ForcedDecoding(
      model: network.model, parameters: network.parameters, beginOfSentence: markers.begin,
      endOfSentence: markers.end)
    let layer = alignmentLayer.map { $0 - 1 }
    let scored = pool.map(batches.count) { worker, batch in
      forced.scores(of: batches[batch].map { tokens[$0] }, attentionLayer: layer, worker: worker)
    }
    var scores = [ForcedDecoding.Score?](repeating: nil, count: pairs.count)
    for (batch, found) in zip(batches, scored) {
      for (place, score) in zip(batch, found) { scores[place] = score }
    }
    return zip(tokens, scores).compactMap { pair, score in score.map { details(pair, $0) } }
  }

  private func details(
    _ pair: ForcedDecoding.Pair, _ score: ForcedDecoding.Score
  ) -> TranslationDetails {
    TranslationDetails(
      sourcePieces: tokenizer.piecesToTheEnd(pair.source),
      targetPieces: tokenizer.piecesToTheEnd(pair.target),
      logProbabilities: score.logProbabilities,
      attention: score.attention.rows(of: pair.source.count + 1))
  }
}

extension TranslationDetails {
  /// The log-probability of all tokens together, in nats.
  public var logProbability: Double { logProbabilities.reduce(0) { $0 + Double($1) } }
}
