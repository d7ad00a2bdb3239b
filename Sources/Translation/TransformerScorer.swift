import Autodiff
import Decoding
import Kernels
import Tensors
import TransformerModel

/// The network as search sees it: a transformer with the cache of one batch of source sentences.
///
/// Straight line, steps 4 and 5: the source is encoded once, then each call decodes one token per
/// hypothesis.
struct TransformerScorer: NextTokenScorer {
  let sentenceCount: Int
  let vocabularyCount: Int
  private let model: Transformer
  private let parameters: ParameterStore
  private let worker: InferenceWorker
  private var cache: DecoderCache

  /// Encodes the source sentences, each ending with the end-of-sentence token.
  init(
    _ source: TokenBatch, model: Transformer, parameters: ParameterStore, worker: InferenceWorker
  ) {
    self.model = model
    self.parameters = parameters
    self.worker = worker
    sentenceCount = source.extents.count
    vocabularyCount = model.configuration.vocabularyCount
    worker.batchArena.reset()
    let tape = Tape(parameters: parameters, arena: worker.batchArena)
    let memory = model.encode(source, on: tape)
    cache = model.makeCache(memory: memory, source: source.extents, on: tape)
  }

  mutating func extend(_ rows: [DecoderRow], _ read: (Span<Float>) -> Void) {
    worker.stepArena.reset()
    let tape = Tape(parameters: parameters, arena: worker.stepArena)
    let hidden = model.step(stepRows(rows), cache: &cache, on: tape)
    let scores = tape.logProbabilities(hidden, embedding: model.embedding.weight)
    worker.backend.withNumbers(of: scores.buffer) { read($0) }
  }

  private func stepRows(_ rows: [DecoderRow]) -> StepRows {
    var counts = [Int](repeating: 0, count: sentenceCount)
    for row in rows { counts[row.sentence] += 1 }
    return StepRows(
      tokens: rows.map(\.token), parents: rows.map(\.parent),
      sentences: SequenceExtents(lengths: counts))
  }
}

/// What one thread translates with.
final class InferenceWorker {
  let backend: any ComputeBackend
  /// Holds what a batch keeps until its last step: the memory's keys and values.
  private(set) lazy var batchArena = Arena(backend: backend)
  /// Holds one step.
  private(set) lazy var stepArena = Arena(backend: backend)

  init(backend: any ComputeBackend = CPUBackend()) { self.backend = backend }
}
