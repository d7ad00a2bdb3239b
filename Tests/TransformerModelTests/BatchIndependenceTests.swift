import Autodiff
import Kernels
import Testing
import TransformerModel

/// The same bits alone and in any batch: the promise that decoding and training rest on.
@Suite struct BatchIndependenceTests {
  private let model = SmallModel()
  private let sources = [5, 1, 9, 3, 16, 7, 2].enumerated().map { index, count in
    [Int32].source(count: count, stream: UInt64(index))
  }
  private let targets = [4, 6, 1, 12, 3, 9, 0].enumerated().map { index, count in
    [Int32].target(count: count, stream: UInt64(index))
  }

  @Test func memoryOfASentenceIsTheSameAloneAndInABatch() {
    let together = model.memories(sources)
    let alone = sources.flatMap { model.memories([$0]) }
    #expect(together.map(\.count) == alone.map(\.count))
    #expect(together == alone)
  }

  @Test func logitsOfASentenceAreTheSameAloneAndInABatch() {
    let together = logits(sources, targets)
    let alone = zip(sources, targets).flatMap { logits([$0], [$1]) }
    #expect(together.map(\.count) == alone.map(\.count))
    #expect(together == alone)
  }

  @Test func placeInTheBatchDoesNotMatter() {
    let forwards = logits(sources, targets)
    let backwards = logits(sources.reversed(), targets.reversed())
    #expect(forwards == backwards.reversed())
  }

  private func logits(_ sources: [[Int32]], _ targets: [[Int32]]) -> [[UInt32]] {
    let tape = model.inferenceTape()
    let hidden = model.hidden(sources, targets, on: tape)
    let logits = tape.logits(hidden, embedding: model.transformer.embedding.weight)
    return model.bits(of: logits, extents: TokenBatch(targets).extents)
  }
}
