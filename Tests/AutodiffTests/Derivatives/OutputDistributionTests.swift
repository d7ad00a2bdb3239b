import Autodiff
import Foundation
import Kernels
import Tensors
import Testing

@Suite struct OutputDistributionTests {
  @Test(arguments: [0, 0.1] as [Float])
  func pullbackEqualsCentralDifferences(smoothing: Float) {
    var layout = ParameterLayout()
    let embedding = layout.declareRandom("embedding", [7, 5], role: .embedding)
    let mismatches = GradientCheck(inputs: [[4, 5]], parameters: layout).mismatches {
      tape, inputs in
      0.25
        * tape.crossEntropy(
          inputs[0], embedding: embedding, targets: [6, 0, 3, 0], smoothing: smoothing,
          gradientScale: 0.25
        ).loss
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  /// The table that looks up tokens is the one that scores them: its gradient has both parts
  /// (§3.4).
  @Test func embeddingSharedByInputAndOutputGetsBothGradients() {
    var layout = ParameterLayout()
    let embedding = layout.declareRandom("embedding", [7, 5], role: .embedding)
    let tokens = PositionedTokens(ids: [1, 6, 1], positions: [0, 1, 2])
    let mismatches = GradientCheck(parameters: layout).mismatches { tape, _ in
      let positions = Tensor.making([3, 5], .random(count: 15, stream: 7), on: tape.arena)
      let hidden = tape.embed(tokens, table: embedding, positionTable: positions)
      return tape.crossEntropy(
        hidden, embedding: embedding, targets: [2, 1, 6], smoothing: 0.1, gradientScale: 1
      ).loss
    }
    #expect(mismatches.isEmpty, "\(mismatches)")
  }

  @Test(arguments: [0, 0.1] as [Float])
  func lossAndLogLikelihoodFollowTheirDefinitions(smoothing: Float) {
    var layout = ParameterLayout()
    let embedding = layout.declareRandom("embedding", [4, 1], role: .embedding)
    let tape = Tape.inference(layout)
    tape.parameters.setValues(of: embedding, to: [0, 1, 2, 3], backend: tape.backend)
    let hidden = tape.input(.making([2, 1], [1, -1], on: tape.arena))
    let sums = tape.crossEntropy(
      hidden, embedding: embedding, targets: [3, 0], smoothing: smoothing, gradientScale: 0)
    // Both rows have the logits 3, 2, 1, 0 in some order and the largest at the target.
    let logNormaliser = log([0, 1, 2, 3].reduce(0.0) { $0 + exp($1) })
    let logLikelihood = 2 * (3 - logNormaliser)
    let uniform = 2 * (logNormaliser - 1.5)
    let mass = Double(smoothing)
    let loss = mass * uniform - (1 - mass) * logLikelihood
    #expect(abs(sums.logLikelihood - logLikelihood) < 1e-5)
    #expect(abs(sums.loss - loss) < 1e-5)
  }

  @Test func logProbabilitiesAreLogitsMinusTheirNormaliser() throws {
    var layout = ParameterLayout()
    let embedding = layout.declareRandom("embedding", [9, 5], role: .embedding)
    let tape = Tape.inference(layout)
    let hidden = tape.input(.making([3, 5], .random(count: 15, stream: 4), on: tape.arena))
    let logits = tape.logits(hidden, embedding: embedding).numbers(tape.backend)
    let actual = tape.logProbabilities(hidden, embedding: embedding).numbers(tape.backend)
    try #require(logits.count == 27 && actual.count == 27)
    for row in 0..<3 {
      let scores = logits[row * 9..<row * 9 + 9]
      let normaliser = log(scores.reduce(0) { $0 + exp(Double($1)) })
      for index in scores.indices {
        let expected = Double(scores[index]) - normaliser
        #expect(abs(Double(actual[index]) - expected) < 1e-5, "index \(index)")
      }
    }
  }
}
