import Autodiff
import Kernels
import Tensors
import Testing

/// A check that accepts everything would make every other test here pass.
@Suite struct GradientCheckTests {
  private let weight: Parameter
  private let bias: Parameter
  private let layout: ParameterLayout

  init() {
    var layout = ParameterLayout()
    weight = layout.declareRandom("weight", [2, 3], role: .weight)
    bias = layout.declareRandom("bias", [3])
    self.layout = layout
  }

  @Test func wrongGradientIsReportedWithItsPlace() throws {
    let mismatches = GradientCheck(inputs: [[1, 2]], parameters: layout).mismatches {
      tape, inputs in
      1.01 * tape.weightedSum(of: tape.linear(inputs[0], weight: weight, bias: bias))
    }
    #expect(Set(mismatches.map(\.name)) == ["input 0", "weight", "bias"])
    let last = try #require(mismatches.last)
    #expect(last.description == "bias[2]: expected \(last.expected), actual \(last.actual)")
    #expect(abs(last.expected - 1.01 * last.actual) < 1e-4)
  }

  @Test func missingGradientIsReported() {
    let mismatches = GradientCheck(inputs: [[1, 2], [1, 2]], parameters: layout).mismatches {
      tape, inputs in
      tape.weightedSum(of: tape.linear(inputs[0], weight: weight, bias: bias))
    }
    #expect(mismatches.map(\.name) == ["input 1"])
  }
}
