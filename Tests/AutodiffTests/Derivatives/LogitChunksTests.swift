import Autodiff
import Kernels
import Tensors
import Testing

/// A vocabulary so large that logits are held for 64 rows at a time: 130 rows are three chunks.
@Suite struct LogitChunksTests {
  private static let vocabularyCount = 66_000
  private let rowCount = 130
  private let targets = (0..<130).map { Int32($0 * 7919 % LogitChunksTests.vocabularyCount) }
  private let layout: ParameterLayout
  private let embedding: Parameter

  init() {
    var layout = ParameterLayout()
    embedding = layout.declareRandom(
      "embedding", [LogitChunksTests.vocabularyCount, 3], role: .embedding)
    self.layout = layout
  }

  @Test func pullbackEqualsCentralDifferences() {
    let check = GradientCheck(inputs: [[rowCount, 3]], parameters: layout, sampleCount: 6)
    let mismatches = check.mismatches { tape, inputs in
      loss(inputs[0], 0..<rowCount, on: tape).loss
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func wholeEqualsTheSumOfItsChunks() throws {
    let whole = Recording(layout)
    let wholeHidden = whole.input(hidden[...])
    let sums = loss(wholeHidden, 0..<rowCount, on: whole.tape)
    let parts = Recording(layout)
    var partSums = CrossEntropy()
    var partGradients: [Float] = []
    for rows in [0..<64, 64..<128, 128..<130] {
      let part = parts.input(hidden[3 * rows.lowerBound..<3 * rows.upperBound])
      partSums += loss(part, rows, on: parts.tape)
      partGradients += parts.tape.gradient(of: part)?.numbers(parts.backend) ?? []
    }
    #expect(sums == partSums)
    #expect(whole.tape.gradient(of: wholeHidden)?.numbers(whole.backend) == partGradients)
    #expect(whole.numbers(embedding) == parts.numbers(embedding))
  }

  private var hidden: [Float] { .random(count: 3 * rowCount, stream: 5) }

  private func loss(_ hidden: Variable, _ rows: Range<Int>, on tape: Tape) -> CrossEntropy {
    tape.crossEntropy(
      hidden, embedding: embedding, targets: Array(targets[rows]), smoothing: 0.1,
      gradientScale: 1)
  }
}

/// A recording tape over random parameters.
private struct Recording {
  let backend = CPUBackend()
  let tape: Tape
  private let gradients: FloatBuffer

  init(_ layout: ParameterLayout) {
    let store = ParameterStore(layout: layout, purpose: .training, backend: backend)
    store.initialize(seed: 1, backend: backend)
    gradients = backend.allocate(layout.count)
    tape = Tape(
      parameters: store, arena: Arena(backend: backend), gradients: gradients, dropout: .none)
  }

  func input(_ numbers: ArraySlice<Float>) -> Variable {
    tape.input(.making([numbers.count / 3, 3], Array(numbers), on: tape.arena))
  }

  /// A parameter's gradient.
  func numbers(_ parameter: Parameter) -> [Float] {
    Tensor(gradients[parameter.range], shape: parameter.shape).numbers(backend)
  }
}
