import Kernels
import Testing

@Suite struct SequenceExtentsTests {
  private let extents = SequenceExtents(lengths: [3, 0, 2])

  @Test func sequencesLieOneBehindTheOther() {
    #expect(extents.offsets == [0, 3, 3, 5])
    #expect(extents.count == 3)
    #expect(extents.rowCount == 5)
    #expect((0..<3).map(extents.rows) == [0..<3, 3..<3, 3..<5])
  }

  @Test func positionsBeginAnewInEachSequence() {
    #expect(extents.positions == [0, 1, 2, 0, 1])
  }

  @Test func noSequencesHaveNoRows() {
    let none = SequenceExtents(lengths: [])
    #expect(none.offsets == [0])
    #expect(none.count == 0)
    #expect(none.rowCount == 0)
    #expect(none.positions == [])
  }

  @Test func negativeLengthStops() async {
    await #expect(processExitsWith: .failure) {
      _ = SequenceExtents(lengths: [2, -1])
    }
  }
}
