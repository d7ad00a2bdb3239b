import Kernels
import Tensors
import Testing

@Suite struct ArenaTests {
  private let arena = Arena(backend: CPUBackend())

  @Test func tensorsOfOneStepDoNotOverlap() {
    takeAndReset([100, 33, 64])
    // Twice as much as the block holds, so that some lie outside it.
    let tensors = [100, 33, 64, 150, 1].map { count in
      Tensor.making([count], [Float](repeating: Float(count), count: count), on: arena)
    }
    for tensor in tensors {
      let count = tensor.shape.elementCount
      #expect(tensor.numbers(arena.backend) == [Float](repeating: Float(count), count: count))
    }
  }

  @Test func resetHandsOutTheSameMemoryAgain() {
    takeAndReset([48, 16])
    _ = Tensor.making([48], [Float](repeating: 7, count: 48), on: arena)
    _ = Tensor.making([16], [Float](repeating: 8, count: 16), on: arena)
    arena.reset()
    #expect(arena.tensor([48]).numbers(arena.backend) == [Float](repeating: 7, count: 48))
    #expect(arena.tensor([16]).numbers(arena.backend) == [Float](repeating: 8, count: 16))
  }

  @Test func overflowIsJoinedIntoOneBlockThatHoldsTheStep() {
    takeAndReset([1000, 500, 1])
    let blockCount = arena.highWaterCount
    #expect(blockCount >= 1501)
    takeAndReset([1000, 500, 1])
    takeAndReset([1, 500, 1000])
    #expect(arena.highWaterCount == blockCount)
  }

  @Test func largerStepGrowsTheBlockAndSmallerOnesKeepIt() {
    takeAndReset([100])
    takeAndReset([100, 2000])
    let blockCount = arena.highWaterCount
    #expect(blockCount >= 2100)
    takeAndReset([10])
    #expect(arena.highWaterCount == blockCount)
  }

  @Test func highWaterCountsBlockAndOverflow() {
    _ = arena.buffer(160)
    #expect(arena.highWaterCount == 160)
    _ = arena.buffer(32)
    #expect(arena.highWaterCount == 192)
  }

  @Test func emptyTensorsTakeNoMemory() {
    #expect(arena.tensor([0, 5]).numbers(arena.backend) == [])
    #expect(arena.highWaterCount == 0)
  }

  @Test func memoryReleasedToAMarkIsHandedOutAgain() {
    takeAndReset([100, 100])
    let kept = Tensor.making([20], [Float](repeating: 3, count: 20), on: arena)
    let mark = arena.mark
    _ = Tensor.making([30], [Float](repeating: 4, count: 30), on: arena)
    arena.release(to: mark)
    #expect(arena.tensor([30]).numbers(arena.backend) == [Float](repeating: 4, count: 30))
    #expect(kept.numbers(arena.backend) == [Float](repeating: 3, count: 20))
  }

  @Test func releasedMemoryCountsForTheNextStep() {
    let mark = arena.mark
    for _ in 0..<3 {
      _ = arena.tensor([320])
      arena.release(to: mark)
    }
    #expect(arena.highWaterCount == 320)
    arena.reset()
    let blockCount = arena.highWaterCount
    #expect((320..<640).contains(blockCount))
    _ = arena.tensor([320])
    arena.reset()
    #expect(arena.highWaterCount == blockCount)
  }

  @Test func overflowBeforeAMarkStays() {
    let kept = Tensor.making([40], [Float](repeating: 5, count: 40), on: arena)
    let mark = arena.mark
    _ = arena.tensor([50])
    arena.release(to: mark)
    _ = Tensor.making([50], [Float](repeating: 6, count: 50), on: arena)
    #expect(kept.numbers(arena.backend) == [Float](repeating: 5, count: 40))
    #expect(arena.highWaterCount == 48 + 64)
  }

  /// One step that uses tensors of the given sizes.
  private func takeAndReset(_ counts: [Int]) {
    for count in counts { _ = arena.tensor([count]) }
    arena.reset()
  }
}
