import Autodiff
import Decoding
import Kernels
import Tensors
import TransformerModel

/// The network as search sees it: a transformer with the cache of the sentences being decoded.
///
/// Straight line, steps 4 and 5: sources are encoded once, then each call decodes one token per
/// hypothesis. The worker's memory belongs to one scorer at a time.
struct TransformerScorer: SourceScorer {
  private(set) var sentenceCount = 0
  let vocabularyCount: Int
  private let model: Transformer
  private let parameters: ParameterStore
  private let worker: InferenceWorker
  /// The tokens of each source.
  private var sourceLengths: [Int] = []
  /// The sentences of which there were rows.
  private var begunCount = 0
  /// The decoder layer whose attention to the source is told.
  private let attentionLayer: Int
  /// The tokens that may translate each sentence that is not over.
  private var lists: [[Int32]] = []
  private var shortlist: OutputShortlist?

  /// A scorer without sentences.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - parameters: Its numbers.
  ///   - worker: Computes; what it held for an earlier scorer is gone.
  ///   - attentionLayer: The decoder layer whose attention to the source is told, counted from 0;
  ///     nil for the last.
  init(
    model: Transformer, parameters: ParameterStore, worker: InferenceWorker,
    attentionLayer: Int? = nil
  ) {
    self.model = model
    self.parameters = parameters
    self.worker = worker
    self.attentionLayer = attentionLayer ?? model.configuration.decoderLayerCount - 1
    vocabularyCount = model.configuration.vocabularyCount
    worker.cache.begin()
  }

  mutating func begin(_ source: TokenBatch, beside running: [Int], shortlists: [[Int32]]?) {
    let running = Set(running)
    worker.cache.endSentences { !running.contains($0) }
    worker.arena.reset()
    let tape = Tape(parameters: parameters, arena: worker.arena)
    let memory = model.encode(source, on: tape)
    model.add(memory, source: source.extents, to: worker.cache, on: tape)
    sentenceCount += source.extents.count
    sourceLengths += (0..<source.extents.count).map { source.extents.rows(of: $0).count }
    guard let shortlists else { return }
    for sentence in lists.indices where !running.contains(sentence) { lists[sentence] = [] }
    lists += shortlists
    shortlist = OutputShortlist(
      lists, of: parameters.forwardPack(model.embedding.weight), backend: worker.backend)
  }

  mutating func extend(
    _ rows: [DecoderRow], keeping kept: [Int], _ request: NextTokenRequest,
    into next: inout NextTokens
  ) {
    worker.arena.reset()
    let tape = Tape(parameters: parameters, arena: worker.arena)
    let stepRows = stepRows(rows, keeping: kept)
    begunCount = sentenceCount
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
        attention.probabilities, rows: stepRows.sentences,
        source: SequenceExtents(lengths: sourceLengths), backend: tape.backend)
    }
  }

  private func stepRows(_ rows: [DecoderRow], keeping kept: [Int]) -> StepRows {
    var counts = [Int](repeating: 0, count: sentenceCount)
    for row in rows { counts[row.sentence] += 1 }
    return StepRows(
      tokens: rows.map(\.token), parents: rows.map { $0.sentence < begunCount ? $0.parent : nil },
      keeping: kept, sentences: SequenceExtents(lengths: counts))
  }

  private func attentionTarget(rowCount: Int) -> AttentionTarget {
    AttentionTarget(
      layer: attentionLayer,
      probabilities: worker.arena.matrix(
        rowCount: rowCount, columnCount: sourceLengths.max() ?? 0
      )
      .matrix)
  }
}
