import Autodiff
import Tensors
import Testing

@Suite struct ParameterLayoutTests {
  @Test func parametersLieOneBehindTheOther() {
    var layout = ParameterLayout()
    let first = layout.declare("first", [3, 4], role: .weight, initializer: .constant(0))
    let second = layout.declare("second", [5], initializer: .constant(1))
    let third = layout.declare("third", [2, 2], role: .embedding, initializer: .constant(2))
    #expect(layout.parameters == [first, second, third])
    #expect(layout.parameters.map(\.index) == [0, 1, 2])
    #expect(layout.parameters.map(\.range) == [0..<12, 12..<17, 17..<21])
    #expect(layout.count == 21)
  }

  @Test func emptyLayoutHasNoNumbers() {
    #expect(ParameterLayout().count == 0)
  }

  @Test func parameterKeepsWhatItWasDeclaredWith() {
    var layout = ParameterLayout()
    let parameter = layout.declare(
      "weight", [2, 3], role: .weight, initializer: .glorotUniform(fanIn: 2, fanOut: 3))
    #expect(parameter.name == "weight")
    #expect(parameter.shape == [2, 3])
    #expect(parameter.role == .weight)
    #expect(parameter.initializer == .glorotUniform(fanIn: 2, fanOut: 3))
  }

  @Test func nameCannotBeDeclaredTwice() async {
    await #expect(processExitsWith: .failure) {
      var layout = ParameterLayout()
      _ = layout.declare("bias", [2], initializer: .constant(0))
      _ = layout.declare("bias", [2], initializer: .constant(0))
    }
  }
}
