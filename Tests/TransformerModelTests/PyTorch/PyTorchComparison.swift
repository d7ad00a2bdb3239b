import Autodiff
import Kernels
import Tensors
import TransformerModel

/// The fixture's batch through Apus: one packed batch of all sentences, where PyTorch computed them
/// one by one.
struct PyTorchComparison {
  let fixture: PyTorchFixture
  let transformer: Transformer
  private let backend = CPUBackend()
  private let parameters: ParameterStore

  init() throws {
    fixture = try PyTorchFixture.load()
    transformer = Transformer(fixture.transformerConfiguration)
    parameters = ParameterStore(
      layout: transformer.layout, purpose: .training, backend: backend)
    for parameter in transformer.layout.parameters {
      parameters.setValues(
        of: parameter, to: PyTorchFixture.values(of: parameter), backend: backend)
    }
  }

  /// The logits of each sentence, `[target tokens, V]`.
  func logits() -> [[Float]] {
    let tape = Tape(parameters: parameters, arena: Arena(backend: backend))
    let batch = batch
    let memory = transformer.encode(batch.source, on: tape)
    let hidden = transformer.decode(
      batch.input, memory: memory, source: batch.source.extents, on: tape)
    let logits = tape.logits(hidden, embedding: transformer.embedding.weight)
    let numbers = logits.numbers(backend)
    return (0..<batch.input.extents.count).map { sentence in
      let rows = batch.input.extents.rows(of: sentence)
      let columnCount = logits.shape.columnCount
      return Array(numbers[rows.lowerBound * columnCount..<rows.upperBound * columnCount])
    }
  }

  /// Sums of the loss, and the gradient of their mean over the target tokens by parameter.
  func pass(smoothing: Double) -> (sums: CrossEntropy, gradients: [[Float]]) {
    let gradients = backend.allocate(transformer.layout.count)
    let tape = Tape(
      parameters: parameters, arena: Arena(backend: backend), gradients: gradients, dropout: .none)
    let options = LossOptions(
      smoothing: Float(smoothing), gradientScale: 1 / Float(fixture.targetTokenCount))
    let sums = transformer.loss(batch, options, on: tape)
    tape.backward()
    let numbers = transformer.layout.parameters.map { parameter in
      Tensor(gradients[parameter.range], shape: parameter.shape).numbers(backend)
    }
    return (sums, numbers)
  }

  private var batch: TeacherForcedBatch {
    TeacherForcedBatch(
      source: TokenBatch(fixture.sentences.map(\.source)),
      input: TokenBatch(fixture.sentences.map(\.decoderInput)),
      labels: fixture.sentences.flatMap(\.labels))
  }
}

/// The Euclidean norm.
func norm(_ numbers: [Double]) -> Double {
  numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
