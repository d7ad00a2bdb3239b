import Autodiff
import Kernels
import Testing
import TransformerModel

/// A finished model, whose matrices are held packed alone.
@Suite struct FrozenModelTests {
  private let sources = [5, 1, 9, 3, 16, 7, 2].enumerated().map { index, count in
    [Int32].source(count: count, stream: UInt64(index))
  }
  private let targets = [4, 6, 1, 12, 3, 9, 0].enumerated().map { index, count in
    [Int32].target(count: count, stream: UInt64(index))
  }

  @Test func f32HasTheBitsOfTheModelInTraining() {
    let (trained, frozen) = (SmallModel(), SmallModel(purpose: .frozen))
    #expect(frozen.memories(sources) == trained.memories(sources))
    #expect(
      logProbabilities(frozen, sources, targets) == logProbabilities(trained, sources, targets))
  }

  @Test(arguments: Precision.allCases)
  func aSentenceIsTheSameAloneAndInABatch(precision: Precision) {
    let model = SmallModel(precision: precision, purpose: .frozen)
    let together = logProbabilities(model, sources, targets)
    let alone = zip(sources, targets).flatMap { logProbabilities(model, [$0], [$1]) }
    #expect(together.map(\.count) == alone.map(\.count))
    #expect(together == alone)
  }

  /// What rounding costs: log-probabilities of size 10.
  @Test(arguments: [(Precision.bf16, 0.15), (.int8, 0.3)] as [(Precision, Float)])
  func roundedModelsAreNearTheExactOne(precision: Precision, tolerance: Float) {
    let exact = logProbabilities(SmallModel(purpose: .frozen), sources, targets)
    let rounded = logProbabilities(
      SmallModel(precision: precision, purpose: .frozen), sources, targets)
    #expect(exact != rounded)
    for (wanted, found) in zip(exact.joined(), rounded.joined()) {
      #expect(abs(Float(bitPattern: wanted) - Float(bitPattern: found)) < tolerance)
    }
  }

  private func logProbabilities(
    _ model: SmallModel, _ sources: [[Int32]], _ targets: [[Int32]]
  ) -> [[UInt32]] {
    model.bits(
      of: model.logProbabilities(sources, targets), extents: TokenBatch(targets).extents)
  }
}
