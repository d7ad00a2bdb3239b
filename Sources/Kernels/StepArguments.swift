/// The arguments of `ComputeBackend.embed` from a packed table.
package struct PackedEmbedding: Sendable {
  /// Eᵀ, `[D, V]`: the right-hand side of the output projection, in any precision.
  package var table: PackedMatrix
  package var ids: [Int32]
  /// `[longest position + 1 or more, D]`.
  package var positionTable: Matrix
  package var positions: [Int32]
  /// √d_model (§3.4).
  package var scale: Float
  /// `[ids, D]`.
  package var output: Matrix

  package init(
    table: PackedMatrix, ids: [Int32], positionTable: Matrix, positions: [Int32], scale: Float,
    output: Matrix
  ) {
    self.table = table
    self.ids = ids
    self.positionTable = positionTable
    self.positions = positions
    self.scale = scale
    self.output = output
  }
}

/// The arguments of `ComputeBackend.attendToMemory`: one decoding step of cross-attention.
///
/// Every query row of a sentence sees all of that sentence's keys.
package struct MemoryAttention: Sendable {
  /// `[rows, D]`.
  package var query: Matrix
  /// The rows of each sentence among the queries; a finished sentence has none.
  package var queries: SequenceExtents
  /// The keys and values of the same sentences.
  package var memory: StepMemory
  /// `[rows, D]`.
  package var output: Matrix
  /// `[rows, longest source or more]`: the probabilities of the sentence's own keys, the mean of
  /// all heads; what is behind them stays as it is.
  package var meanProbabilities: Matrix?

  package init(
    query: Matrix, queries: SequenceExtents, memory: StepMemory, output: Matrix,
    meanProbabilities: Matrix? = nil
  ) {
    self.query = query
    self.queries = queries
    self.memory = memory
    self.output = output
    self.meanProbabilities = meanProbabilities
  }
}
