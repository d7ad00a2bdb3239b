import Autodiff
import Kernels
import Tensors
import Testing

@Suite struct AttentionTests {
  private let lengths = SequenceExtents(lengths: [4, 1, 3])

  @Test(arguments: [false, true], [0, 0.4] as [Float])
  func selfAttentionPullbackEqualsCentralDifferences(isCausal: Bool, dropoutRate: Float) {
    let geometry = AttentionGeometry(
      queries: lengths, keys: lengths, headCount: 2, headDimension: 3, isCausal: isCausal)
    let check = GradientCheck(
      inputs: [[8, 18]], dropout: DropoutRates(attention: dropoutRate))
    let mismatches = check.mismatches { tape, inputs in
      tape.weightedSum(of: tape.attention(.queryKeyValue(inputs[0]), geometry))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  /// One sentence has no queries, as a finished one in a decoding step.
  @Test(arguments: [0, 0.4] as [Float])
  func crossAttentionPullbackEqualsCentralDifferences(dropoutRate: Float) {
    let geometry = AttentionGeometry(
      queries: SequenceExtents(lengths: [2, 0, 3]), keys: lengths, headCount: 3, headDimension: 3,
      isCausal: false)
    let check = GradientCheck(
      inputs: [[5, 9], [8, 18]], dropout: DropoutRates(attention: dropoutRate))
    let mismatches = check.mismatches { tape, inputs in
      tape.weightedSum(of: tape.attention(.queryAndKeyValue(inputs[0], inputs[1]), geometry))
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test func valueIsTheSoftmaxWeightedMeanOfTheValues() throws {
    let tape = Tape.inference()
    let one = SequenceExtents(lengths: [1])
    let two = SequenceExtents(lengths: [2])
    let query = tape.input(.making([1, 2], [1, 1], on: tape.arena))
    // q·k is 0 and 2; rows hold key and value.
    let keyValue = tape.input(.making([2, 4], [1, -1, 8, 0, 1, 1, 0, 4], on: tape.arena))
    let y = tape.attention(
      .queryAndKeyValue(query, keyValue),
      AttentionGeometry(queries: one, keys: two, headCount: 1, headDimension: 2, isCausal: false))
    let numbers = y.value.numbers(tape.backend)
    try #require(numbers.count == 2)
    // softmax(0, 2/√2) gives the second key 0.8044296825.
    #expect(abs(numbers[0] - 8 * 0.195_570_32) < 1e-5)
    #expect(abs(numbers[1] - 4 * 0.804_429_68) < 1e-5)
  }

  @Test func firstTokenOfACausalSequenceSeesItselfOnly() {
    let tape = Tape.inference()
    let fused = Tensor.making([8, 18], .random(count: 144, stream: 3), on: tape.arena)
    let y = tape.attention(
      .queryKeyValue(tape.input(fused)),
      AttentionGeometry(
        queries: lengths, keys: lengths, headCount: 2, headDimension: 3, isCausal: true))
    let values = fused.matrix.columns(12..<18)
    for sequence in 0..<lengths.count {
      let row = lengths.rows(of: sequence).lowerBound
      let expected = tape.numbers(of: values.rows(row..<row + 1))
      #expect(tape.numbers(of: y.value.matrix.rows(row..<row + 1)) == expected)
    }
  }
}
