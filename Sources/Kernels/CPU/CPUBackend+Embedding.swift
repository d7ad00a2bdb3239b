import CKernels

extension CPUBackend {
  package func embed(_ embedding: EmbeddingForward) {
    let ids = embedding.ids
    checkIDs(ids, below: embedding.table.rowCount)
    checkIDs(embedding.positions, below: embedding.positionTable.rowCount)
    precondition(
      embedding.positions.count == ids.count && embedding.output.rowCount == ids.count,
      "\(ids.count) ids at \(embedding.positions.count) positions into "
        + "\(embedding.output.rowCount) rows")
    apus_embed(
      embedding.table.pointer, ids, embedding.positionTable.pointer, embedding.positions,
      ids.count, embedding.table.columnCount, embedding.scale,
      embedding.dropout.words.kernelArgument, embedding.dropout.elements.kernelArgument,
      embedding.output.pointer)
  }

  package func embedBackward(_ embedding: EmbeddingBackward) {
    checkIDs(embedding.ids, below: embedding.tableGradient.rowCount)
    precondition(
      embedding.outputGradient.rowCount == embedding.ids.count
        && embedding.outputGradient.columnCount == embedding.tableGradient.columnCount,
      "\(embedding.ids.count) ids, gradients of \(embedding.outputGradient.rowCount) rows")
    apus_embed_backward(
      embedding.outputGradient.pointer, embedding.ids, embedding.ids.count,
      embedding.tableGradient.columnCount, embedding.scale,
      embedding.dropout.words.kernelArgument, embedding.dropout.elements.kernelArgument,
      embedding.tableGradient.pointer)
  }

  /// An index outside its table would read foreign memory, so this check is not for debugging only.
  private func checkIDs(_ ids: [Int32], below count: Int) {
    for id in ids where id < 0 || id >= count {
      preconditionFailure("index \(id) into a table of \(count) rows")
    }
  }
}
