import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// A plan says what the CPU takes.
@Suite struct PlanningTests {
  private static let lengths: [[(source: Int, target: Int)]] = [
    [(1, 1)], [(5, 3), (2, 9)], [(0, 1), (17, 16)], [(70, 3), (1, 131), (33, 33)],
  ]

  @Test(arguments: lengths.indices) func anArenaIsAsLargeAsThatOfTheCPU(index: Int) {
    let batch = Self.batch(Self.lengths[index])
    let planned = arenaCount(batch, on: PlanningBackend(), precision: .f32)
    #expect(planned > 0)
    #expect(planned == arenaCount(batch, on: CPUBackend(), precision: .f32))
  }

  /// Masks are made again in the backward pass, and dropout of activations works in place.
  @Test func dropoutTakesNoMemory() {
    let batch = Self.batch(Self.lengths[3])
    let rates = DropoutRates(residual: 0.1, attention: 0.1, activation: 0.1, word: 0.1)
    for backend in [PlanningBackend(), CPUBackend()] as [any ComputeBackend] {
      let count = arenaCount(batch, on: backend, precision: .f32, dropout: rates)
      #expect(count == arenaCount(batch, on: backend, precision: .f32))
    }
  }

  /// Tensors are f32 in both; the packs of parameters are what differs.
  @Test func bf16TakesLessForParametersAndAsMuchForTensors() {
    let batch = Self.batch(Self.lengths[3])
    let counts = Precision.ofTraining.map {
      arenaCount(batch, on: PlanningBackend(), precision: $0)
    }
    #expect(counts.count == 2)
    #expect(counts.first == counts.last)
    #expect(parameterCount(.bf16, .training) < parameterCount(.f32, .training))
    #expect(parameterCount(.f32, .inference) < parameterCount(.f32, .training))
  }

  @Test func whatIsGivenBackCountsNoMore() {
    let backend = PlanningBackend()
    var buffer = backend.allocate(100)
    #expect(buffer.count == 100)
    buffer = backend.allocate(30)
    #expect(backend.highWaterCount == 130)
    buffer = backend.allocate(90)
    #expect(buffer.count == 90)
    #expect(backend.highWaterCount == 130)
  }

  @Test func scratchIsThatOfTheLargestOperation() {
    let backend = PlanningBackend()
    let store = ParameterStore(layout: ParameterLayout(), purpose: .training, backend: backend)
    #expect(store.layout.count == 0)
    func need(_ length: Int) -> Int {
      _ = arenaCount(
        Self.batch([(length, length)]), on: backend, precision: .f32)
      return backend.scratchCount
    }
    let short = need(8)
    let long = need(800)
    #expect(short > 0)
    #expect(long > short)
    #expect(need(8) == long)
  }

  private func parameterCount(
    _ precision: Precision, _ purpose: ParameterStore.Purpose
  ) -> Int {
    let backend = PlanningBackend()
    let store = ParameterStore(
      layout: Transformer(SmallModel.configuration).layout, purpose: purpose,
      precision: precision, backend: backend)
    return withExtendedLifetime(store) { backend.highWaterCount }
  }

  /// The high-water mark of a loss and its backward pass.
  private func arenaCount(
    _ batch: TeacherForcedBatch, on backend: any ComputeBackend, precision: Precision,
    dropout rates: DropoutRates = .none
  ) -> Int {
    let model = Transformer(SmallModel.configuration)
    let store = ParameterStore(
      layout: model.layout, purpose: .training, precision: precision, backend: backend)
    let arena = Arena(backend: backend)
    let tape = Tape(
      parameters: store, arena: arena, gradients: backend.allocate(model.layout.count),
      dropout: DropoutSource(rates: rates, seed: 1, step: 1, microBatch: 1))
    _ = model.loss(batch, LossOptions(smoothing: 0.1, gradientScale: 1), on: tape)
    tape.backward()
    return arena.highWaterCount
  }

  private static func batch(_ lengths: [(source: Int, target: Int)]) -> TeacherForcedBatch {
    let targets = lengths.map { [Int32](repeating: 2, count: $0.target) }
    return TeacherForcedBatch(
      source: TokenBatch(lengths.map { [Int32](repeating: 1, count: $0.source) }),
      input: TokenBatch(targets), labels: targets.flatMap { $0 })
  }
}
