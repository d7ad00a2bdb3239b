import Autodiff
import Decoding
import Kernels
import Tensors
import TransformerModel

/// The network as search sees it: a transformer with the cache of one batch of source sentences.
///
/// Straight line, steps 4 and 5: the source is encoded once, then each call decodes one token per
/// hypothesis. The worker's memory belongs to one scorer at a time.
struct TransformerScorer: NextTokenScorer {
  let sentenceCount: Int
  let vocabularyCount: Int
  private let model: Transformer
  private let parameters: ParameterStore
  private let worker: InferenceWorker
  private let source: SequenceExtents
  /// The decoder layer whose attention to the source is told.
  private let attentionLayer: Int
  /// The tokens that may translate the sentences; nil for all.
  private let shortlist: OutputShortlist?

  /// Encodes the source sentences, each ending with the end-of-sentence token.
  ///
  /// - Parameters:
  ///   - source: The sentences.
  ///   - model: The network.
  ///   - parameters: Its numbers.
  ///   - worker: Computes; what it held for an earlier scorer is gone.
  ///   - attentionLayer: The decoder layer whose attention to the source is told, counted from 0;
  ///     nil for the last.
  ///   - shortlists: The tokens that may translate each sentence, ascending; nil for all.
  init(
    _ source: TokenBatch, model: Transformer, parameters: ParameterStore, worker: InferenceWorker,
    attentionLayer: Int? = nil, shortlists: [[Int32]]? = nil
  ) {
    self.model = model
    self.parameters = parameters
    self.worker = worker
    self.source = source.extents
    self.attentionLayer = attentionLayer ?? model.configuration.decoderLayerCount - 1
    sentenceCount = source.extents.count
    vocabularyCount = model.configuration.vocabularyCount
    shortlist = shortlists.map {
      OutputShortlist(
        $0, of: parameters.forwardPack(model.embedding.weight), backend: worker.backend)
    }
    worker.batchArena.reset()
    let tape = Tape(parameters: parameters, arena: worker.batchArena)
    let memory = model.encode(source, on: tape)
    model.begin(worker.cache, memory: memory, source: source.extents, on: tape)
  }

  mutating func extend(
    _ rows: [DecoderRow], _ request: NextTokenRequest, into next: inout NextTokens
  ) {
    worker.stepArena.reset()
    let tape = Tape(parameters: parameters, arena: worker.stepArena)
    let stepRows = stepRows(rows)
    let attention = request.wantsAttention ? attentionTarget(rowCount: rows.count) : nil
    let hidden = model.step(stepRows, cache: worker.cache, attention: attention, on: tape)
    next.begin(request)
    if let shortlist {
      let sentences = rows.map { Int32($0.sentence) }
      tape.forEachChunk(of: hidden, projection: shortlist.projection) { logits, firstRow in
        next.append(
          logits, firstRow: firstRow, request, of: sentences, shortlist, backend: tape.backend)
      }
    } else {
      tape.forEachChunk(of: hidden, embedding: model.embedding.weight) { logits, firstRow in
        next.append(logits, firstRow: firstRow, request, backend: tape.backend)
      }
    }
    if let attention {
      next.setAttention(
        attention.probabilities, rows: stepRows.sentences, source: source, backend: tape.backend)
    }
  }

  private func stepRows(_ rows: [DecoderRow]) -> StepRows {
    var counts = [Int](repeating: 0, count: sentenceCount)
    for row in rows { counts[row.sentence] += 1 }
    return StepRows(
      tokens: rows.map(\.token), parents: rows.map(\.parent),
      sentences: SequenceExtents(lengths: counts))
  }

  private func attentionTarget(rowCount: Int) -> AttentionTarget {
    AttentionTarget(
      layer: attentionLayer,
      probabilities: worker.stepArena.matrix(rowCount: rowCount, columnCount: source.longest)
        .matrix)
  }
}
