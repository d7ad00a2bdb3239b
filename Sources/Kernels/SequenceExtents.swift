/// Where each sequence of a packed batch begins and ends: sequence `s` holds rows `offsets[s] ..<
/// offsets[s + 1]`.
///
/// Batches are concatenations without padding, so this is all that keeps sequences apart.
package struct SequenceExtents: Sendable, Equatable {
  /// One more than there are sequences; starts with 0 and never falls.
  package let offsets: [Int32]

  /// Extents of sequences of the given lengths, one after the other.
  package init(lengths: [Int]) {
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(lengths.count + 1)
    var end: Int32 = 0
    for length in lengths {
      precondition(length >= 0, "a sequence of length \(length)")
      end += Int32(length)
      offsets.append(end)
    }
    self.offsets = offsets
  }

  /// The number of sequences.
  package var count: Int { offsets.count - 1 }

  /// The number of rows of all sequences together.
  package var rowCount: Int { Int(offsets[count]) }

  /// The rows of one sequence.
  package func rows(of sequence: Int) -> Range<Int> {
    Int(offsets[sequence])..<Int(offsets[sequence + 1])
  }

  /// The position of each row in its own sequence, counted from 0.
  package var positions: [Int32] {
    (0..<count).flatMap { sequence in
      (0..<Int32(rows(of: sequence).count))
    }
  }
}
