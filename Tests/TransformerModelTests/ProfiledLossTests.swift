import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// A backend that times operations computes the same bits, and notes every kind of them.
@Suite struct ProfiledLossTests {
  private let model = SmallModel()

  @Test func lossAndGradientsAreThoseOfTheBackendBelow() {
    let plain = loss(on: CPUBackend())
    let profiler = ProfilingBackend(CPUBackend())
    profiler.enter(.forward)
    let profiled = loss(on: profiler)
    #expect(profiled.sums == plain.sums)
    #expect(profiled.gradients.count == plain.gradients.count)
    let differences = zip(profiled.gradients, plain.gradients).filter {
      $0.bitPattern != $1.bitPattern
    }
    #expect(differences.isEmpty)
    #expect(plain.gradients.contains { $0 != 0 })
  }

  @Test func everyKindOfOperationIsNoted() {
    let profiler = ProfilingBackend(CPUBackend())
    profiler.enter(.forward)
    _ = loss(on: profiler)
    let kinds: Set<ProfiledOperation> = [
      .product(.f32), .weightGradient(.f32), .biasGradient, .relu, .dropout,
      .residualNorm, .embedding, .attention, .crossEntropy,
    ]
    #expect(Set(profiler.profile.counters.keys.map(\.operation)) == kinds)
  }

  private func loss(
    on backend: any ComputeBackend
  ) -> (sums: CrossEntropy, gradients: [Float]) {
    let gradients = backend.allocate(model.transformer.layout.count)
    let tape = Tape(
      parameters: model.parameters, arena: Arena(backend: backend), gradients: gradients,
      dropout: DropoutSource(
        rates: DropoutRates(residual: 0.1, attention: 0.1, activation: 0.1, word: 0.1), seed: 1,
        step: 1, microBatch: 0))
    let target = [Int32].target(count: 6, stream: 1)
    let batch = TeacherForcedBatch(
      source: TokenBatch([.source(count: 5, stream: 1)]), input: TokenBatch([target]),
      labels: Array(target.dropFirst()) + [2])
    let sums = model.transformer.loss(
      batch, LossOptions(smoothing: 0.1, gradientScale: 0.25), on: tape)
    tape.backward()
    return (sums, Tensor(gradients, shape: [gradients.count]).numbers(backend))
  }
}
