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
  let decoder: Decoder

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
        history: .whole(target.extents), source: .whole(memories[layer]), target: target.extents)
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
