/// The batches of an epoch, in their order: four bytes a visit and sixteen a batch.
package struct EpochBatches: RandomAccessCollection, Equatable, Sendable {
  /// Pairs in the order of their windows and, in these, of their lengths.
  private let pairs: [UInt32]
  /// Where the batches lie in `pairs`, in the order in which they are visited.
  private let extents: [BatchExtent]

  /// No batches.
  package init() { self.init(pairs: [], extents: []) }

  init(pairs: [UInt32], extents: [BatchExtent]) {
    self.pairs = pairs
    self.extents = extents
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int { extents.count }

  /// The pairs of a batch.
  package subscript(position: Int) -> [Int] {
    let extent = extents[position]
    return pairs[extent.start..<extent.start + extent.count].map { Int($0) }
  }

  /// The pairs of the batches before one.
  package func pairCount(before position: Int) -> Int {
    extents[..<position].reduce(0) { $0 + $1.count }
  }
}

/// A batch, as a stretch of pairs.
struct BatchExtent: Equatable, Sendable {
  let start: Int
  let count: Int
}
