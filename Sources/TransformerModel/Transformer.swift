package import Autodiff
package import Kernels

/// The encoder-decoder transformer of "Attention Is All You Need" (arXiv 1706.03762), without its
/// numbers.
///
/// The same layers serve training, on a tape that records, and inference, on one that does not.
/// Legend of shapes: D model, V vocabulary; tokens are those of all sentences of a batch together.
package struct Transformer: Sendable {
  package let configuration: TransformerConfiguration
  /// Every parameter of the model, in the order of the layers.
  package let layout: ParameterLayout
  package let embedding: SharedEmbedding
  private let encoder: Encoder
  private let decoder: Decoder

  package init(_ configuration: TransformerConfiguration) {
    precondition(configuration.problem == nil, configuration.problem ?? "")
    var layout = ParameterLayout()
    self.configuration = configuration
    embedding = SharedEmbedding(configuration, in: &layout)
    encoder = Encoder(configuration, in: &layout)
    decoder = Decoder(configuration, in: &layout)
    self.layout = layout
  }

  /// Source sentences → memory `[source tokens, D]`.
  package func encode(_ source: TokenBatch, on tape: Tape) -> Variable {
    let tokens = PositionedTokens(ids: source.ids, positions: source.extents.positions)
    return encoder(embedding(tokens, on: tape), source: source.extents, on: tape)
  }

  /// Whole target sentences, each beginning with the begin-of-sentence token → hidden states
  /// `[target tokens, D]`.
  package func decode(
    _ target: TokenBatch, memory: Variable, source: SequenceExtents, on tape: Tape
  ) -> Variable {
    let memories = decoder.project(memory, source: source, on: tape)
    let tokens = PositionedTokens(ids: target.ids, positions: target.extents.positions)
    return decoder(embedding(tokens, on: tape), on: tape) { layer in
      DecoderLayerView(
        history: .whole(target.extents), source: memories[layer], target: target.extents)
    }
  }

  /// An empty cache over the memory of some sentences; its keys and values live as long as the
  /// tape's arena keeps them.
  package func makeCache(
    memory: Variable, source: SequenceExtents, on tape: Tape
  ) -> DecoderCache {
    DecoderCache(
      memories: decoder.project(memory, source: source, on: tape),
      dimension: configuration.modelDimension, backend: tape.backend)
  }

  /// One decoding step: the newest tokens of all hypotheses → hidden states `[rows, D]`.
  package func step(_ rows: StepRows, cache: inout DecoderCache, on tape: Tape) -> Variable {
    let step = cache.extend(parents: rows.parents)
    let tokens = PositionedTokens(ids: rows.tokens, positions: step.positions)
    return decoder(embedding(tokens, on: tape), on: tape) { layer in
      DecoderLayerView(
        history: cache.history(step, layer: layer), source: cache.memories[layer],
        target: rows.sentences)
    }
  }

  /// Sums of the loss and log-likelihood of the targets (§5.4); gradients are left for
  /// `tape.backward`.
  package func loss(_ batch: TeacherForcedBatch, _ options: LossOptions, on tape: Tape)
    -> CrossEntropy
  {
    let memory = encode(batch.source, on: tape)
    let hidden = decode(batch.input, memory: memory, source: batch.source.extents, on: tape)
    return tape.crossEntropy(
      hidden, embedding: embedding.weight, targets: batch.labels, smoothing: options.smoothing,
      gradientScale: options.gradientScale)
  }
}

/// The newest tokens of the hypotheses of a decoding step, grouped by sentence.
package struct StepRows {
  package let tokens: [Int32]
  /// The row of the step before that each row continues; in the first step its sentence.
  package let parents: [Int]
  /// The rows of each sentence of the batch; finished sentences have none.
  package let sentences: SequenceExtents

  package init(tokens: [Int32], parents: [Int], sentences: SequenceExtents) {
    precondition(
      tokens.count == parents.count && tokens.count == sentences.rowCount,
      "\(tokens.count) tokens, \(parents.count) parents, \(sentences.rowCount) rows")
    self.tokens = tokens
    self.parents = parents
    self.sentences = sentences
  }
}

/// Sentence pairs with the target shifted right: row i of `input` is to predict `labels[i]`.
package struct TeacherForcedBatch: Sendable {
  /// Each sentence ends with the end-of-sentence token.
  package let source: TokenBatch
  /// Each sentence begins with the begin-of-sentence token.
  package let input: TokenBatch
  /// Each sentence ends with the end-of-sentence token.
  package let labels: [Int32]

  package init(source: TokenBatch, input: TokenBatch, labels: [Int32]) {
    precondition(
      source.extents.count == input.extents.count && input.ids.count == labels.count,
      "\(source.extents.count) sources, \(input.extents.count) targets, \(labels.count) labels")
    self.source = source
    self.input = input
    self.labels = labels
  }
}

/// How the loss is computed.
package struct LossOptions: Sendable {
  /// ε_ls (§5.4).
  package var smoothing: Float
  /// Multiplies gradients: 1 / target tokens of the whole batch.
  package var gradientScale: Float

  package init(smoothing: Float, gradientScale: Float) {
    self.smoothing = smoothing
    self.gradientScale = gradientScale
  }
}
