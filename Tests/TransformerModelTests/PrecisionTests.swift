import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// bf16 operands round to eight bits; everything but the products is as in f32.
@Suite struct PrecisionTests {
  private static let batch: TeacherForcedBatch = {
    let lengths = [(3, 5), (9, 2), (6, 7)]
    let sources = lengths.indices.map { [Int32].source(count: lengths[$0].0, stream: UInt64($0)) }
    let inputs = lengths.indices.map { [Int32].target(count: lengths[$0].1, stream: UInt64($0)) }
    return TeacherForcedBatch(
      source: TokenBatch(sources), input: TokenBatch(inputs),
      labels: inputs.flatMap { $0.dropFirst() + [2] })
  }()

  /// The loss per token and the gradients of each parameter.
  private func train(_ precision: Precision) -> (loss: Double, gradients: [[Float]]) {
    let model = SmallModel(precision: precision)
    let gradients = model.backend.allocate(model.transformer.layout.count)
    let tape = Tape(
      parameters: model.parameters, arena: Arena(backend: model.backend), gradients: gradients,
      dropout: .none)
    let count = Self.batch.labels.count
    let sums = model.transformer.loss(
      Self.batch, LossOptions(smoothing: 0.1, gradientScale: 1 / Float(count)), on: tape)
    tape.backward()
    let numbers = model.transformer.layout.parameters.map { parameter in
      Tensor(gradients[parameter.range], shape: parameter.shape).numbers(model.backend)
    }
    return (sums.loss / Double(count), numbers)
  }

  @Test func bf16LossAndGradientsAreThoseOfF32ToItsRounding() throws {
    let (exact, rounded) = (train(.f32), train(.bf16))
    #expect(abs(exact.loss - rounded.loss) < 0.01 * exact.loss)
    #expect(exact.loss != rounded.loss)
    try #require(exact.gradients.count == rounded.gradients.count)
    for (index, parameter) in SmallModel().transformer.layout.parameters.enumerated() {
      let (wanted, found) = (exact.gradients[index], rounded.gradients[index])
      try #require(wanted.count == found.count)
      let difference = norm(wanted.indices.map { wanted[$0] - found[$0] })
      // Rounding a unit of the ReLU across zero takes its whole gradient away.
      #expect(difference < 0.1 * norm(wanted), "\(parameter.name)")
    }
  }

  private func norm(_ numbers: [Float]) -> Float {
    numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test func logitsOfASentenceInBf16DoNotDependOnTheBatch() {
    let model = SmallModel(precision: .bf16)
    let sources = (0..<3).map { [Int32].source(count: 4 + 5 * $0, stream: UInt64($0)) }
    let together = model.memories(sources)
    #expect(together.count == sources.count)
    for (index, source) in sources.enumerated() {
      #expect(model.memories([source]) == [together[index]])
    }
  }
}
