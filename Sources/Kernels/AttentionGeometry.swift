/// The shape of one scaled dot-product attention over packed sequences (§3.2.1 and §3.2.2).
package struct AttentionGeometry: Sendable {
  /// The rows of each sequence among the queries.
  package let queries: SequenceExtents
  /// The rows of each sequence among the keys and values.
  package let keys: SequenceExtents
  /// h, the number of heads; head `i` uses columns `i * headDimension ..< (i + 1) * headDimension`.
  package let headCount: Int
  /// d_k, which is d_v as well.
  package let headDimension: Int
  /// Whether query row `i` of a sequence sees keys `0 ... i` only.
  package let isCausal: Bool

  package init(
    queries: SequenceExtents, keys: SequenceExtents, headCount: Int, headDimension: Int,
    isCausal: Bool
  ) {
    precondition(
      queries.count == keys.count,
      "attention from \(queries.count) sequences of queries to \(keys.count) of keys")
    precondition(!isCausal || queries == keys, "causal attention from a sequence to another one")
    self.queries = queries
    self.keys = keys
    self.headCount = headCount
    self.headDimension = headDimension
    self.isCausal = isCausal
  }

  /// 1/√d_k (§3.2.1, equation 1).
  package var scale: Float { 1 / Float(headDimension).squareRoot() }
}

/// Queries, keys and values, or their gradients: matrices of `headCount * headDimension` columns.
package struct AttentionOperands: Sendable {
  package let query: Matrix
  package let key: Matrix
  package let value: Matrix

  package init(query: Matrix, key: Matrix, value: Matrix) {
    self.query = query
    self.key = key
    self.value = value
  }
}

/// The rows of a key-value cache that each query row of one decoding step sees.
package struct CachedRows: Sendable {
  /// The cache rows of the first query row, then of the second, and so on.
  package let slots: [Int32]
  /// Query row `r` sees `slots[starts[r] ..< starts[r + 1]]`.
  package let starts: [Int32]

  package init(slots: [Int32], starts: [Int32]) {
    self.slots = slots
    self.starts = starts
  }
}
