import Autodiff
import Kernels
import Tensors
import Testing

@Suite struct EmbeddingTests {
  /// Ids repeat within and between sequences; one is never used.
  private let tokens = PositionedTokens(ids: [4, 0, 4, 2, 1, 4], positions: [0, 1, 2, 0, 1, 2])

  @Test(arguments: [
    DropoutRates.none, DropoutRates(residual: 0.4), DropoutRates(word: 0.4),
    DropoutRates(residual: 0.3, word: 0.5),
  ])
  func pullbackEqualsCentralDifferences(dropout: DropoutRates) {
    var layout = ParameterLayout()
    let table = layout.declareRandom("table", [6, 5], role: .embedding)
    let check = GradientCheck(parameters: layout, dropout: dropout)
    let mismatches = check.mismatches { tape, _ in
      let positions = Tensor.making([3, 5], .random(count: 15, stream: 7), on: tape.arena)
      return tape.weightedSum(of: tape.embed(tokens, table: table, positionTable: positions))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  /// Positions are zero here, so that rows are those of words alone.
  @Test func wordsAreDroppedAsAWhole() {
    let check = WordCheck(tokenCount: 2000, dimension: 3)
    let rows = check.rows(dropout: DropoutRates(word: 0.25))
    #expect(rows.count == 2000)
    // √3 / 0.75 times a row of ones, or nothing.
    let kept = Float(3).squareRoot() / 0.75
    #expect(rows.allSatisfy { $0.allSatisfy { abs($0 - kept) < 1e-6 } || $0 == [0, 0, 0] })
    let dropped = rows.count { $0 == [0, 0, 0] }
    // Five standard deviations of a binomial distribution.
    #expect(abs(Double(dropped) - 500) < 97)
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

/// A word of ones, many times, at a position of zeros.
private struct WordCheck {
  let tokenCount: Int
  let dimension: Int

  func rows(dropout: DropoutRates) -> [[Float]] {
    var layout = ParameterLayout()
    let table = layout.declare(
      "table", [1, dimension], role: .embedding, initializer: .constant(1))
    let backend = CPUBackend()
    let store = ParameterStore(layout: layout, purpose: .training, backend: backend)
    store.initialize(seed: 1, backend: backend)
    let tape = Tape(
      parameters: store, arena: Arena(backend: backend),
      gradients: backend.allocate(layout.count),
      dropout: DropoutSource(rates: dropout, seed: 1, step: 1, microBatch: 1))
    let zeros = [Int32](repeating: 0, count: tokenCount)
    let position = Tensor.making(
      [1, dimension], [Float](repeating: 0, count: dimension), on: tape.arena)
    let y = tape.embed(
      PositionedTokens(ids: zeros, positions: zeros), table: table, positionTable: position)
    let numbers = y.value.numbers(backend)
    return (0..<tokenCount).map { Array(numbers[$0 * dimension..<($0 + 1) * dimension]) }
  }
}
