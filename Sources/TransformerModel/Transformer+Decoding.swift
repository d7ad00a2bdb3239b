package import Autodiff
package import Kernels
import Tensors

/// Decoding step by step, and given targets with what they attend to: for tapes that only compute.
extension Transformer {
  /// Adds sentences to a cache, behind those that it has.
  ///
  /// - Parameters:
  ///   - memory: `[source tokens, D]`, which is not needed any more then.
  ///   - source: The tokens of each sentence.
  ///   - cache: Keeps what the decoder needs of the memory until the sentences have ended.
  ///   - tape: What computes.
  package func add(
    _ memory: Variable, source: SequenceExtents, to cache: DecoderCache, on tape: Tape
  ) {
    cache.add { arena in decoder.layOut(memory, source: source, in: arena, on: tape) }
  }

  /// One decoding step: the newest tokens of all hypotheses → hidden states `[rows, D]`.
  ///
  /// - Parameters:
  ///   - rows: The newest tokens.
  ///   - cache: Gets their keys and values.
  ///   - attention: Where the attention of a layer to the source goes, if it is wanted.
  ///   - tape: What computes.
  /// - Returns: `[rows, D]`.
  package func step(
    _ rows: StepRows, cache: DecoderCache, attention: AttentionTarget? = nil, on tape: Tape
  ) -> Variable {
    let step = cache.extend(rows)
    let tokens = PositionedTokens(ids: rows.tokens, positions: step.positions)
    return decoder(embedding(tokens, on: tape), on: tape) { layer in
      DecoderLayerView(
        history: cache.history(step, layer: layer),
        source: .laidOut(
          cache.sources(step, layer: layer), probabilities: attention?.probabilities(of: layer)),
        target: rows.sentences)
    }
  }

  /// `decode` with the cross-attention of decoding steps, which tells what a layer attends to.
  ///
  /// - Parameters:
  ///   - target: Whole sentences, each beginning with the begin-of-sentence token.
  ///   - memory: `[source tokens, D]`.
  ///   - source: The tokens of each source sentence.
  ///   - attention: Where the attention of a layer to the source goes, if it is wanted.
  ///   - tape: What computes.
  /// - Returns: Hidden states `[target tokens, D]`.
  package func decode(
    _ target: TokenBatch, memory: Variable, source: SequenceExtents, attention: AttentionTarget?,
    on tape: Tape
  ) -> Variable {
    let memories = decoder.layOut(memory, source: source, in: tape.arena, on: tape)
    let rows = 0..<target.extents.rowCount
    let tokens = PositionedTokens(ids: target.ids, positions: target.extents.positions)
    return decoder(embedding(tokens, on: tape), on: tape) { layer in
      DecoderLayerView(
        history: .whole(target.extents),
        source: .laidOut(
          [LaidOutSource(memory: memories[layer], rows: rows, queries: target.extents)],
          probabilities: attention?.probabilities(of: layer)),
        target: target.extents)
    }
  }
}

/// Where the attention of one decoder layer to the source goes.
package struct AttentionTarget: Sendable {
  /// The layer, counted from 0.
  package let layer: Int
  /// `[target tokens, longest source or more]`: for each target token the probabilities of its own
  /// sentence's source tokens, the mean of all heads; what is behind them stays as it is.
  package let probabilities: Matrix

  package init(layer: Int, probabilities: Matrix) {
    self.layer = layer
    self.probabilities = probabilities
  }

  fileprivate func probabilities(of layer: Int) -> Matrix? {
    layer == self.layer ? probabilities : nil
  }
}

/// The newest tokens of the hypotheses of a decoding step, grouped by sentence.
package struct StepRows {
  package let tokens: [Int32]
  /// The row of the step before that each row continues, those that it kept counted behind the
  /// others; nil for the first of a sentence.
  package let parents: [Int?]
  /// The rows of the step before that later ones may continue, of sentences that have rows.
  package let kept: [Int]
  /// The rows of each sentence that the cache was given; finished sentences have none.
  package let sentences: SequenceExtents

  package init(
    tokens: [Int32], parents: [Int?], keeping kept: [Int] = [], sentences: SequenceExtents
  ) {
    precondition(
      tokens.count == parents.count && tokens.count == sentences.rowCount,
      "\(tokens.count) tokens, \(parents.count) parents, \(sentences.rowCount) rows")
    self.tokens = tokens
    self.parents = parents
    self.kept = kept
    self.sentences = sentences
  }
}
