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

  package func embed(_ embedding: PackedEmbedding) {
    let (ids, positions, table) = (embedding.ids, embedding.positions, embedding.table)
    checkIDs(ids, below: table.columnCount)
    checkIDs(positions, below: embedding.positionTable.rowCount)
    precondition(
      positions.count == ids.count && embedding.output.rowCount == ids.count
        && embedding.output.columnCount == table.rowCount
        && embedding.positionTable.columnCount == table.rowCount,
      "\(ids.count) ids at \(positions.count) positions of a packed [\(table.rowCount), "
        + "\(table.columnCount)] table into [\(embedding.output.rowCount), "
        + "\(embedding.output.columnCount)]")
    let (numbers, places) = (table.buffer.pointer, embedding.positionTable.pointer)
    let (d, scale, output) = (table.rowCount, embedding.scale, embedding.output.pointer)
    switch table.storage {
    case .f32:
      apus_embed_packed(numbers, d, ids, places, positions, ids.count, scale, output)
    case .bf16:
      apus_embed_packed_bf16(numbers.words, d, ids, places, positions, ids.count, scale, output)
    case .int8:
      apus_embed_packed_int8(
        numbers.words, d, table.columnCount, ids, places, positions, ids.count, scale, output)
    }
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
