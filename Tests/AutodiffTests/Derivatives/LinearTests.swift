import Autodiff
import Tensors
import Testing

@Suite struct LinearTests {
  @Test(arguments: [Activation.identity, .relu])
  func pullbackEqualsCentralDifferences(activation: Activation) {
    var layout = ParameterLayout()
    let weight = layout.declareRandom("weight", [5, 7], role: .weight)
    let bias = layout.declareRandom("bias", [7])
    let mismatches = GradientCheck(inputs: [[3, 5]], parameters: layout).mismatches {
      tape, inputs in
      tape.weightedSum(
        of: tape.linear(inputs[0], weight: weight, bias: bias, activation: activation))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func pullbackWithDroppedActivationsEqualsCentralDifferences() {
    var layout = ParameterLayout()
    let weight = layout.declareRandom("weight", [5, 7], role: .weight)
    let bias = layout.declareRandom("bias", [7])
    let check = GradientCheck(
      inputs: [[6, 5]], parameters: layout, dropout: DropoutRates(activation: 0.4))
    let mismatches = check.mismatches { tape, inputs in
      let y = tape.linear(inputs[0], weight: weight, bias: bias, activation: .relu)
      return tape.weightedSum(of: y)
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  /// Biases keep all sums positive, so that zeros are dropped ones; a map alone drops nothing.
  @Test(arguments: [(Activation.relu, 0.25), (.identity, 0)])
  func activationsAreDroppedAtTheirRate(activation: Activation, share: Double) {
    var layout = ParameterLayout()
    let weight = layout.declareRandom("weight", [1, 50], role: .weight)
    let bias = layout.declare("bias", [50], initializer: .constant(100))
    let check = GradientCheck(
      inputs: [[80, 1]], parameters: layout, dropout: DropoutRates(activation: 0.25),
      sampleCount: 0)
    var zeros = -1
    _ = check.mismatches { tape, inputs in
      let y = tape.linear(inputs[0], weight: weight, bias: bias, activation: activation)
      zeros = y.value.numbers(tape.backend).count { $0 == 0 }
      return tape.weightedSum(of: y)
    }
    // Five standard deviations of a binomial distribution.
    #expect(abs(Double(zeros) - 4000 * share) <= 137 * (share > 0 ? 1 : 0))
  }

  @Test func valueIsTheProductPlusTheBias() {
    let y = value(.identity)
    #expect(y.shape == [2, 2])
    #expect(y.numbers == [5, 14, 13, 24])
  }

  @Test func reluKeepsPositiveSumsOnly() {
    #expect(value(.relu, bias: [4, 20]).numbers == [0, 14, 7, 24])
  }

  /// The rows [1, -2] and [0, 1] through the weights [[1, 2], [3, 4]].
  private func value(
    _ activation: Activation, bias biasValues: [Float] = [10, 20]
  ) -> (shape: Shape, numbers: [Float]) {
    var layout = ParameterLayout()
    let weight = layout.declareRandom("weight", [2, 2], role: .weight)
    let bias = layout.declareRandom("bias", [2])
    let tape = Tape.inference(layout)
    tape.parameters.setValues(of: weight, to: [1, 2, 3, 4], backend: tape.backend)
    tape.parameters.setValues(of: bias, to: biasValues, backend: tape.backend)
    let x = tape.input(.making([2, 2], [1, -2, 0, 1], on: tape.arena))
    let y = tape.linear(x, weight: weight, bias: bias, activation: activation).value
    return (y.shape, y.numbers(tape.backend))
  }
}
