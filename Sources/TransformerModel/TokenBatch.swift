package import Kernels

/// Sequences of token ids, one after the other without padding.
package struct TokenBatch: Sendable, Equatable {
  package let ids: [Int32]
  package let extents: SequenceExtents

  package init(ids: [Int32], extents: SequenceExtents) {
    precondition(
      ids.count == extents.rowCount, "\(ids.count) ids in sequences of \(extents.rowCount)")
    self.ids = ids
    self.extents = extents
  }

  /// Packs the sequences given.
  package init(_ sequences: [[Int32]]) {
    self.init(
      ids: sequences.flatMap { $0 }, extents: SequenceExtents(lengths: sequences.map(\.count)))
  }
}
