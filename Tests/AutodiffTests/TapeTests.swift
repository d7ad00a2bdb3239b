import Autodiff
import Kernels
import Tensors
import Testing

@Suite struct TapeTests {
  private let weight: Parameter
  private let bias: Parameter
  private let gain: Parameter
  private let layout: ParameterLayout

  init() {
    var layout = ParameterLayout()
    weight = layout.declareRandom("weight", [6, 6], role: .weight)
    bias = layout.declareRandom("bias", [6])
    gain = layout.declareRandom("gain", [6], spread: 1)
    self.layout = layout
  }

  @Test func gradientsOfAVariableUsedByTwoProductsAddUp() {
    let mismatches = GradientCheck(inputs: [[3, 6]], parameters: layout).mismatches {
      tape, inputs in
      let once = linear(inputs[0], on: tape)
      return tape.weightedSum(of: once, stream: 1)
        + tape.weightedSum(of: linear(inputs[0], on: tape), stream: 2)
        + tape.weightedSum(of: linear(once, on: tape), stream: 3)
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func residualNormAddsToTheGradientOfALaterUse() {
    let mismatches = GradientCheck(inputs: [[3, 6], [3, 6]], parameters: layout).mismatches {
      tape, inputs in
      let y = tape.residualNorm(
        inputs[0], sublayer: inputs[1], gain: gain, bias: bias, epsilon: 1e-6)
      return tape.weightedSum(of: y, stream: 1)
        + tape.weightedSum(of: linear(inputs[0], on: tape), stream: 2)
        + tape.weightedSum(of: linear(inputs[1], on: tape), stream: 3)
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func attentionAddsToTheGradientOfALaterUse() {
    let lengths = SequenceExtents(lengths: [1, 2])
    let geometry = AttentionGeometry(
      queries: lengths, keys: lengths, headCount: 2, headDimension: 1, isCausal: true)
    let mismatches = GradientCheck(inputs: [[3, 6]], parameters: layout).mismatches {
      tape, inputs in
      let y = tape.attention(.queryKeyValue(inputs[0]), geometry)
      return tape.weightedSum(of: y, stream: 1)
        + tape.weightedSum(of: linear(inputs[0], on: tape), stream: 2)
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  /// A batch is several passes into one run of gradients.
  @Test func passesAddToTheGradientsOfParameters() throws {
    let once = gradients(passCount: 1)
    let twice = gradients(passCount: 2)
    try #require(once.contains { $0 != 0 })
    try #require(twice.count == once.count)
    // The second pass continues the sums of the first one, so roundings of f32 differ.
    for (index, (sum, part)) in zip(twice, once).enumerated() {
      #expect(abs(sum - 2 * part) < 1e-5, "index \(index): \(sum) from twice \(part)")
    }
  }

  @Test func variableThatNothingDependsOnHasNoGradient() {
    let (tape, _) = recording()
    let unused = tape.input(.making([1, 6], [1, 2, 3, 4, 5, 6], on: tape.arena))
    let used = tape.input(.making([1, 6], [1, 2, 3, 4, 5, 6], on: tape.arena))
    _ = tape.weightedSum(of: linear(used, on: tape))
    tape.backward()
    #expect(tape.gradient(of: unused) == nil)
    #expect(tape.gradient(of: used)?.shape == [1, 6])
  }

  @Test func recordingDoesNotChangeValues() {
    let numbers = [Float].random(count: 18, stream: 1)
    func value(_ tape: Tape) -> [Float] {
      let x = tape.input(.making([3, 6], numbers, on: tape.arena))
      let y = tape.residualNorm(
        x, sublayer: linear(x, on: tape), gain: gain, bias: bias, epsilon: 1e-6)
      return y.value.numbers(tape.backend)
    }
    #expect(value(recording().tape) == value(.inference(layout)))
  }

  @Test func onlyATapeWithGradientsRecords() {
    #expect(recording().tape.isRecording)
    #expect(!Tape.inference(layout).isRecording)
  }

  private func linear(_ x: Variable, on tape: Tape) -> Variable {
    tape.linear(x, weight: weight, bias: bias)
  }

  private func recording() -> (tape: Tape, gradients: FloatBuffer) {
    let backend = CPUBackend()
    let store = ParameterStore(layout: layout, purpose: .training, backend: backend)
    store.initialize(seed: 1, backend: backend)
    let gradients = backend.allocate(layout.count)
    let tape = Tape(
      parameters: store, arena: Arena(backend: backend), gradients: gradients, dropout: .none)
    return (tape, gradients)
  }

  private func gradients(passCount: Int) -> [Float] {
    let (tape, gradients) = recording()
    for _ in 0..<passCount {
      let x = tape.input(.making([3, 6], .random(count: 18, stream: 1), on: tape.arena))
      _ = tape.weightedSum(of: linear(x, on: tape))
      tape.backward()
    }
    return Tensor(gradients, shape: [layout.count]).numbers(tape.backend)
  }
}
