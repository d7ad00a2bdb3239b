import Corpora
import Testing

@Suite struct PackedSequencesTests {
  @Test func sequencesLieEndToEnd() {
    let packed = PackedSequences([[5, 6, 7], [], [8]])
    #expect(packed.tokens == [5, 6, 7, 8])
    #expect(packed.offsets == [0, 3, 3, 4])
    #expect((packed.count, packed.tokenCount, packed.longest) == (3, 4, 3))
    #expect(Array(packed[0]) == [5, 6, 7])
    #expect(packed[1].isEmpty)
    #expect(Array(packed[2]) == [8])
  }

  @Test func noSequencesHaveOneOffset() {
    let packed = PackedSequences()
    #expect(packed.offsets == [0])
    #expect(packed.isEmpty)
    #expect(packed.longest == 0)
  }
}
