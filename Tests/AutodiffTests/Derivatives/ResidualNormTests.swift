import Autodiff
import Tensors
import Testing

@Suite struct ResidualNormTests {
  @Test(arguments: [0, 0.4] as [Float])
  func pullbackEqualsCentralDifferences(dropoutRate: Float) {
    let layer = Layer(dimension: 7)
    let check = GradientCheck(
      inputs: [[5, 7], [5, 7]], parameters: layer.layout,
      dropout: DropoutRates(residual: dropoutRate))
    let mismatches = check.mismatches { tape, inputs in
      tape.weightedSum(of: layer.norm(inputs[0], inputs[1], on: tape))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func bothSidesMayBeOneVariable() {
    let layer = Layer(dimension: 5)
    let check = GradientCheck(
      inputs: [[3, 5]], parameters: layer.layout, dropout: DropoutRates(residual: 0.3))
    let mismatches = check.mismatches { tape, inputs in
      tape.weightedSum(of: layer.norm(inputs[0], inputs[0], on: tape))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func rowsHaveMeanZeroAndVarianceOneBeforeGainAndBias() {
    let layer = Layer(dimension: 64)
    let tape = Tape.inference(layer.layout)
    let ones = [Float](repeating: 1, count: 64)
    tape.parameters.setValues(of: layer.gain, to: ones, backend: tape.backend)
    let x = tape.input(.making([1, 64], .random(count: 64, stream: 1), on: tape.arena))
    let sublayer = tape.input(.making([1, 64], .random(count: 64, stream: 2), on: tape.arena))
    let y = layer.norm(x, sublayer, on: tape).value.numbers(tape.backend)
    // f32 sums of 64 numbers of size 1; ε = 1e-6 takes 1e-6 off the variance.
    #expect(abs(y.reduce(0, +) / 64) < 1e-5)
    #expect(abs(y.reduce(0) { $0 + $1 * $1 } / 64 - 1) < 1e-5)
  }

  private struct Layer {
    var layout = ParameterLayout()
    let gain: Parameter
    let bias: Parameter

    init(dimension: Int) {
      gain = layout.declareRandom("gain", [dimension], spread: 1)
      bias = layout.declare("bias", [dimension], initializer: .constant(0))
    }

    func norm(_ x: Variable, _ sublayer: Variable, on tape: Tape) -> Variable {
      tape.residualNorm(x, sublayer: sublayer, gain: gain, bias: bias, epsilon: 1e-6)
    }
  }
}
