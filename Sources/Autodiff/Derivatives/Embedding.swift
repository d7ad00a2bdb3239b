import Kernels
package import Tensors

/// Token ids with the position of each in its sequence.
package struct PositionedTokens: Sendable {
  package let ids: [Int32]
  package let positions: [Int32]

  package init(ids: [Int32], positions: [Int32]) {
    precondition(ids.count == positions.count, "\(ids.count) ids, \(positions.count) positions")
    self.ids = ids
    self.positions = positions
  }
}

extension Tape {
  /// Dropout(E[ids] √d_model + PE[positions]) (§3.4, §3.5, §5.4).
  ///
  /// Word dropout takes whole rows of E away and leaves their positions. Of a frozen model, whose E
  /// is packed for the output projection alone, rows are looked up there.
  ///
  /// - Parameters:
  ///   - tokens: The ids to look up.
  ///   - table: E, `[V, D]`.
  ///   - positionTable: PE, `[positions, D]`; a constant.
  /// - Returns: `[tokens, D]`.
  package func embed(
    _ tokens: PositionedTokens, table: Parameter, positionTable: Tensor
  ) -> Variable {
    let dimension = table.shape.columnCount
    let output = arena.matrix(rowCount: tokens.ids.count, columnCount: dimension)
    let scale = Float(dimension).squareRoot()
    guard parameters.hasValues(table) else {
      backend.embed(
        PackedEmbedding(
          table: parameters.forwardPack(table), ids: tokens.ids,
          positionTable: positionTable.matrix, positions: tokens.positions, scale: scale,
          output: output.matrix))
      return Variable(unrecorded: output)
    }
    let masks = EmbeddingDropout(words: nextDropout(.word), elements: nextDropout(.residual))
    backend.embed(
      EmbeddingForward(
        table: parameters[table].matrix, ids: tokens.ids, positionTable: positionTable.matrix,
        positions: tokens.positions, scale: scale, dropout: masks, output: output.matrix))
    guard isRecording else { return Variable(unrecorded: output) }
    return record(output) { [unowned self] gradient in
      backend.embedBackward(
        EmbeddingBackward(
          ids: tokens.ids, scale: scale, dropout: masks, outputGradient: gradient.matrix,
          tableGradient: self.gradient(of: table).matrix))
    }
  }
}
