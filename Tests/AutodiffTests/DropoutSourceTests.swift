import Autodiff
import Kernels
import Tensors
import Testing

@Suite struct DropoutSourceTests {
  private static let elementCount = 100_000

  @Test(arguments: [0.1, 0.3, 0.5] as [Float])
  func shareOfDroppedElementsIsTheRate(rate: Float) {
    let dropped = applied(source(rate: rate)).count { $0 == 0 }
    let count = Double(DropoutSourceTests.elementCount)
    let p = Double(rate)
    // Five standard deviations of a binomial distribution.
    #expect(abs(Double(dropped) - count * p) < 5 * (count * p * (1 - p)).squareRoot())
  }

  @Test func keptElementsAreScaledSoThatTheMeanStays() {
    let kept = Set(applied(source(rate: 0.25)).filter { $0 != 0 })
    #expect(kept == [1 / 0.75])
  }

  @Test func rateOfZeroKeepsEverything() {
    #expect(applied(.none).allSatisfy { $0 == 1 })
  }

  @Test func sameKeyGivesTheSameMask() {
    #expect(applied(source()) == applied(source()))
  }

  @Test func neighbouringElementsAreDroppedIndependently() {
    let mask = applied(source(rate: 0.5))
    let equalPairs = zip(mask, mask.dropFirst()).count { $0 == $1 }
    let count = Double(DropoutSourceTests.elementCount - 1)
    // Five standard deviations of fair coin tosses.
    #expect(abs(Double(equalPairs) - count / 2) < 5 * (count / 4).squareRoot())
  }

  @Test(arguments: [(2, 1, 1), (1, 2, 1), (1, 1, 2)])
  func seedStepAndMicroBatchEachGiveAnotherMask(seed: Int, step: Int, microBatch: Int) {
    let other = source(seed: UInt64(seed), step: step, microBatch: microBatch)
    #expect(overlap(applied(other), applied(source())) < 0.51)
  }

  @Test func applicationsOfOnePassHaveMasksOfTheirOwn() {
    var source = source()
    let keys = (0..<100).flatMap { _ in DropoutPlace.allCases.map { source.next($0).key } }
    #expect(Set(keys).count == 100 * DropoutPlace.allCases.count)
  }

  @Test func masksAtAPlaceDoNotDependOnTheOtherPlaces() {
    var alone = source()
    var among = DropoutSource(
      rates: DropoutRates(residual: 0.5, attention: 0.1, activation: 0.2, word: 0.3), seed: 1,
      step: 1, microBatch: 1)
    for _ in 0..<3 {
      let rates = [DropoutPlace.attention, .activation, .word].map { among.next($0).rate }
      #expect(rates == [0.1, 0.2, 0.3])
      #expect(among.next(.residual) == alone.next(.residual))
    }
  }

  private func source(
    rate: Float = 0.5, seed: UInt64 = 1, step: Int = 1, microBatch: Int = 1
  ) -> DropoutSource {
    DropoutSource(
      rates: DropoutRates(residual: rate), seed: seed, step: step, microBatch: microBatch)
  }

  /// The share of elements that both masks treat alike; one half by chance at a rate of one half.
  private func overlap(_ a: [Float], _ b: [Float]) -> Double {
    Double(zip(a, b).count { $0 == $1 }) / Double(a.count)
  }

  /// Dropout of ones: an embedding of one column whose only row is 1, without position.
  private func applied(_ source: DropoutSource) -> [Float] {
    var source = source
    let backend = CPUBackend()
    let count = DropoutSourceTests.elementCount
    let one = backend.allocate(1)
    backend.write([1].span, to: one)
    let output = Matrix(backend.allocate(count), rowCount: count, columnCount: 1)
    let zeros = [Int32](repeating: 0, count: count)
    backend.embed(
      EmbeddingForward(
        table: Matrix(one, rowCount: 1, columnCount: 1), ids: zeros,
        positionTable: Matrix(backend.allocate(1), rowCount: 1, columnCount: 1),
        positions: zeros, scale: 1,
        dropout: EmbeddingDropout(words: .none, elements: source.next(.residual)),
        output: output))
    return Tensor(output.buffer, shape: [count]).numbers(backend)
  }
}
