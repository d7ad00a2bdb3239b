package import Autodiff
import Decoding
import Kernels
import Tensors
import Tokenization
package import TransformerModel

/// What a model says about translations that are given: one pass, no search.
package struct ForcedDecoding {
  private let model: Transformer
  private let parameters: ParameterStore
  private let beginOfSentence: Int32
  private let endOfSentence: Int32

  /// A sentence pair in tokens, without begin and end of sentence.
  package struct Pair: Sendable, Equatable {
    package var source: [Int32]
    package var target: [Int32]

    package init(source: [Int32], target: [Int32]) {
      self.source = source
      self.target = target
    }
  }

  /// What the model says about one pair.
  package struct Score: Sendable, Equatable {
    /// The log-probabilities of the target's tokens and of the end of sentence, in nats,
    /// `[target tokens + 1]`.
    package let logProbabilities: [Float]
    /// How much each of the target's tokens and the end of sentence attends to each of the source's
    /// tokens and its end, the mean of a layer's heads, `[target tokens + 1, source tokens + 1]`
    /// row by row; empty where it was not asked for.
    package let attention: [Float]

    /// The log-probability of the whole target.
    package var logProbability: Double { logProbabilities.reduce(0) { $0 + Double($1) } }
  }

  /// Asks a model.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - parameters: Its numbers.
  ///   - beginOfSentence: What the decoder sees before the first token.
  ///   - endOfSentence: What sources and targets end with.
  package init(
    model: Transformer, parameters: ParameterStore, beginOfSentence: Int32, endOfSentence: Int32
  ) {
    self.model = model
    self.parameters = parameters
    self.beginOfSentence = beginOfSentence
    self.endOfSentence = endOfSentence
  }

  /// Asks a model from disk.
  package init(_ bundle: ModelBundle) {
    let markers = bundle.tokenizer.sentenceMarkers
    self.init(
      model: bundle.model, parameters: bundle.parameters, beginOfSentence: markers.begin,
      endOfSentence: markers.end)
  }

  /// Scores pairs, all of them together; none depends on the others.
  ///
  /// - Parameters:
  ///   - pairs: Sentences in tokens.
  ///   - attentionLayer: The decoder layer whose attention is wanted, counted from 0; nil for none.
  ///   - worker: Computes; what it held for a scorer is gone.
  /// - Returns: One score for each pair.
  package func scores(
    of pairs: [Pair], attentionLayer: Int? = nil, worker: InferenceWorker
  ) -> [Score] {
    guard !pairs.isEmpty else { return [] }
    let layerCount = model.configuration.decoderLayerCount
    precondition(
      (0..<layerCount).contains(attentionLayer ?? 0),
      "decoder layer \(attentionLayer ?? 0) of \(layerCount)")
    let source = TokenBatch(pairs.map { $0.source + [endOfSentence] })
    let target = TokenBatch(pairs.map { [beginOfSentence] + $0.target })
    worker.arena.reset()
    let tape = Tape(parameters: parameters, arena: worker.arena)
    let attention = attentionLayer.map { layer in
      let matrix = worker.arena.matrix(
        rowCount: target.extents.rowCount, columnCount: source.extents.longest)
      return AttentionTarget(layer: layer, probabilities: matrix.matrix)
    }
    let hidden = model.decode(
      target, memory: model.encode(source, on: tape), source: source.extents,
      attention: attention, on: tape)
    let logProbabilities = tape.logProbabilities(
      of: pairs.flatMap { $0.target + [endOfSentence] }, after: hidden,
      embedding: model.embedding.weight)
    var told = NextTokens()
    if let attention {
      told.setAttention(
        attention.probabilities, rows: target.extents, source: source.extents,
        backend: tape.backend)
    }
    return pairs.indices.map { pair in
      let rows = target.extents.rows(of: pair)
      return Score(
        logProbabilities: Array(logProbabilities[rows]), attention: told.attention(of: rows))
    }
  }
}

extension NextTokens {
  /// The attention of some rows, one after the other; nothing where there is none.
  fileprivate func attention(of rows: Range<Int>) -> [Float] {
    guard !attentionOffsets.isEmpty else { return [] }
    return Array(attention[attentionOffsets[rows.lowerBound]..<attentionOffsets[rows.upperBound]])
  }
}
