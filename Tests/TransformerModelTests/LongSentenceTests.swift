import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// Sentences beyond the 256 positions that are tabulated first.
@Suite struct LongSentenceTests {
  private let long = [Int32].source(count: 299, stream: 1)
  private let short = [Int32].source(count: 5, stream: 2)

  @Test func growingTheTableOfPositionsChangesNothing() {
    let grown = SmallModel()
    let shortBefore = grown.memories([short])
    let longAfter = grown.memories([long])
    let ready = SmallModel()
    #expect(ready.memories([long]) == longAfter)
    #expect(ready.memories([short]) == shortBefore)
    #expect(grown.memories([short]) == shortBefore)
  }

  /// The encoder tells tokens apart by their positions alone where all words are the same.
  @Test func everyPositionIsOfItsOwn() {
    let model = SmallModel()
    let tape = model.inferenceTape()
    let memory = model.transformer.encode(
      TokenBatch([[Int32](repeating: 9, count: 300)]), on: tape)
    let rows = model.bits(
      of: memory.value, extents: SequenceExtents(lengths: [Int](repeating: 1, count: 300)))
    #expect(Set(rows).count == 300)
  }

  @Test func longTargetHasFiniteLogProbabilities() {
    let model = SmallModel()
    let target = [Int32].target(count: 299, stream: 1)
    let logProbabilities = model.logProbabilities([long], [target])
    #expect(logProbabilities.shape == [300, 37])
    #expect(logProbabilities.numbers(model.backend).allSatisfy { $0.isFinite && $0 < 0 })
  }
}
