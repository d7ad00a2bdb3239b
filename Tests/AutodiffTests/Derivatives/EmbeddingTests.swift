import Autodiff
import Tensors
import Testing

@Suite struct EmbeddingTests {
  /// Ids repeat within and between sequences; one is never used.
  private let tokens = PositionedTokens(ids: [4, 0, 4, 2, 1, 4], positions: [0, 1, 2, 0, 1, 2])

  @Test(arguments: [0, 0.4] as [Float])
  func pullbackEqualsCentralDifferences(dropoutRate: Float) {
    var layout = ParameterLayout()
    let table = layout.declareRandom("table", [6, 5], role: .embedding)
    let check = GradientCheck(parameters: layout, dropoutRate: dropoutRate)
    let mismatches = check.mismatches { tape, _ in
      let positions = Tensor.making([3, 5], .random(count: 15, stream: 7), on: tape.arena)
      return tape.weightedSum(of: tape.embed(tokens, table: table, positionTable: positions))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func valueIsTheScaledRowPlusItsPosition() {
    var layout = ParameterLayout()
    let table = layout.declareRandom("table", [3, 4], role: .embedding)
    let tape = Tape.inference(layout)
    tape.parameters.setValues(of: table, to: (0..<12).map(Float.init), backend: tape.backend)
    let positions = Tensor.making([2, 4], (0..<8).map { Float($0) / 4 }, on: tape.arena)
    let tokens = PositionedTokens(ids: [2, 0], positions: [0, 1])
    let y = tape.embed(tokens, table: table, positionTable: positions).value
    #expect(y.shape == [2, 4])
    // √4 times rows 2 and 0, plus quarters: all exact in f32.
    #expect(y.numbers(tape.backend) == [16, 18.25, 20.5, 22.75, 1, 3.25, 5.5, 7.75])
  }
}
