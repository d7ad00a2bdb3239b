import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

@Suite struct LossTests {
  private let model = SmallModel()
  private let options = LossOptions(smoothing: 0.1, gradientScale: 0.125)

  @Test func recordingTapeGivesTheLossOfAnInferenceTape() {
    let inference = model.transformer.loss(batch, options, on: model.inferenceTape())
    #expect(loss(.none).sums == inference)
    #expect(inference.logLikelihood < 0 && inference.loss.isFinite)
  }

  @Test func everyParameterGetsAGradient() {
    let gradients = loss(.none).gradients
    for parameter in model.transformer.layout.parameters {
      let squares = model.backend.reduce([gradients], parameter.range)
      #expect(squares.isFinite && squares > 0, "\(parameter.name): \(squares)")
    }
  }

  @Test func gradientScaleMultipliesGradientsAndNotTheSums() throws {
    let once = loss(.none)
    var doubled = options
    doubled.gradientScale *= 2
    let twice = loss(.none, doubled)
    #expect(twice.sums == once.sums)
    // A power of two: every product and sum doubles exactly.
    let expected = numbers(once.gradients).map { 2 * $0 }
    try #require(expected.contains { $0 != 0 })
    #expect(numbers(twice.gradients) == expected)
  }

  @Test func lossOfABatchIsTheSumOfItsSentences() {
    let whole = loss(.none).sums
    let parts = sentences.reduce(into: CrossEntropy()) { sums, sentence in
      let batch = TeacherForcedBatch(
        source: TokenBatch([sentence.source]), input: TokenBatch([sentence.input]),
        labels: sentence.labels)
      sums += model.transformer.loss(batch, options, on: model.inferenceTape())
    }
    // Sums of the same f64 numbers in another order.
    #expect(abs(whole.loss - parts.loss) < 1e-9)
    #expect(abs(whole.logLikelihood - parts.logLikelihood) < 1e-9)
  }

  @Test(arguments: [
    DropoutRates(residual: 0.2), DropoutRates(attention: 0.2), DropoutRates(activation: 0.2),
    DropoutRates(word: 0.2),
  ])
  func dropoutDependsOnNothingButItsKey(rates: DropoutRates) {
    let first = loss(dropout(rates, microBatch: 1))
    let again = loss(dropout(rates, microBatch: 1))
    #expect(first.sums == again.sums)
    #expect(numbers(first.gradients) == numbers(again.gradients))
    #expect(first.sums != loss(.none).sums)
    #expect(first.sums != loss(dropout(rates, microBatch: 2)).sums)
  }

  private let sentences = [(7, 5), (1, 9), (4, 0)].enumerated().map { index, counts in
    let target = [Int32].target(count: counts.1, stream: UInt64(index))
    return (
      source: [Int32].source(count: counts.0, stream: UInt64(index)), input: target,
      labels: Array(target.dropFirst()) + [2]
    )
  }

  private var batch: TeacherForcedBatch {
    TeacherForcedBatch(
      source: TokenBatch(sentences.map(\.source)), input: TokenBatch(sentences.map(\.input)),
      labels: sentences.flatMap(\.labels))
  }

  private func dropout(_ rates: DropoutRates, microBatch: Int) -> DropoutSource {
    DropoutSource(rates: rates, seed: 1, step: 1, microBatch: microBatch)
  }

  private func loss(
    _ dropout: DropoutSource, _ options: LossOptions? = nil
  ) -> (sums: CrossEntropy, gradients: FloatBuffer) {
    let gradients = model.backend.allocate(model.transformer.layout.count)
    let tape = Tape(
      parameters: model.parameters, arena: Arena(backend: model.backend), gradients: gradients,
      dropout: dropout)
    let sums = model.transformer.loss(batch, options ?? self.options, on: tape)
    tape.backward()
    return (sums, gradients)
  }

  private func numbers(_ buffer: FloatBuffer) -> [Float] {
    Tensor(buffer, shape: [buffer.count]).numbers(model.backend)
  }
}
