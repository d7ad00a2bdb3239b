import Autodiff
import Foundation
import Kernels
import Tensors
import Testing
import TransformerModel

/// Apus in f32 against PyTorch in f64.
@Suite struct PyTorchTests {
  private let comparison: PyTorchComparison
  private var fixture: PyTorchFixture { comparison.fixture }

  init() throws {
    comparison = try PyTorchComparison()
  }

  @Test func parametersHaveTheNamesAndShapesOfTheReference() {
    let parameters = comparison.transformer.layout.parameters
    #expect(parameters.map(\.name) == fixture.parameters.map(\.name))
    #expect(parameters.map(\.shape.dimensions) == fixture.parameters.map(\.shape))
  }

  @Test func logitsEqualTheReference() throws {
    let actual = comparison.logits()
    try #require(actual.count == fixture.sentences.count)
    for (sentence, logits) in zip(fixture.sentences, actual) {
      for expected in sentence.logits {
        let row = logits.dropFirst(expected.position * expected.values.count)
          .prefix(expected.values.count)
        let deviation = Deviation(of: Array(row), from: expected.values)
        #expect(deviation.isWithinTolerance, "position \(expected.position): \(deviation)")
      }
    }
  }

  @Test(arguments: [0, 0.1])
  func lossAndLogLikelihoodEqualTheReference(smoothing: Double) throws {
    let sums = comparison.pass(smoothing: smoothing).sums
    let expected = try #require(fixture.losses.first { $0.smoothing == smoothing }).loss
    #expect(abs(sums.loss - expected) <= Deviation.tolerance * expected)
    #expect(
      abs(sums.logLikelihood - fixture.logLikelihood)
        <= Deviation.tolerance * abs(fixture.logLikelihood))
  }

  @Test(arguments: [0, 0.1])
  func gradientsEqualTheReference(smoothing: Double) throws {
    let actual = comparison.pass(smoothing: smoothing).gradients
    try #require(actual.count == fixture.parameters.count)
    for (parameter, gradient) in zip(fixture.parameters, actual) {
      let digest = try #require(parameter.gradients.first { $0.smoothing == smoothing })
      try #require(gradient.count == parameter.shape.reduce(1, *), "\(parameter.name)")
      let samples = Deviation(
        of: parameter.indices.map { gradient[$0] }, from: digest.samples, scale: digest.norm)
      #expect(samples.isWithinTolerance, "samples of \(parameter.name): \(samples)")
      let projections = Deviation(
        of: digest.projections.indices.map { projection(gradient, $0) },
        from: digest.projections, scale: digest.norm)
      #expect(projections.isWithinTolerance, "projections of \(parameter.name): \(projections)")
      let length = Deviation(of: [Float(norm(gradient.map(Double.init)))], from: [digest.norm])
      #expect(length.isWithinTolerance, "norm of \(parameter.name): \(length)")
    }
  }

  /// Every number of every tensor, from the folder that `generate.py --full FOLDER` wrote.
  @Test(.enabled(if: completeFixture != nil, "APUS_PYTORCH_FIXTURE names no folder"))
  func everyNumberEqualsTheCompleteReference() throws {
    let file = try TensorFile(contentsOf: #require(PyTorchTests.completeFixture))
    var deviations: [String: Deviation] = [:]
    for (index, logits) in comparison.logits().enumerated() {
      let name = "logits/\(index)"
      deviations[name] = Deviation(of: logits, from: try file.numbers(name))
    }
    for smoothing in [0.0, 0.1] {
      let gradients = comparison.pass(smoothing: smoothing).gradients
      for (parameter, gradient) in zip(fixture.parameters, gradients) {
        let name = "gradient/\(smoothing)/\(parameter.name)"
        let expected = try file.numbers(name)
        deviations[name] = Deviation(of: gradient, from: expected, scale: norm(expected))
      }
    }
    #expect(deviations.count == fixture.sentences.count + 2 * fixture.parameters.count)
    for (name, deviation) in deviations {
      #expect(deviation.isWithinTolerance, "\(name): \(deviation)")
    }
    let largest = try #require(deviations.max { $0.value.relative < $1.value.relative })
    print("largest deviation from PyTorch: \(largest.key), \(largest.value)")
  }

  private static var completeFixture: URL? {
    ProcessInfo.processInfo.environment["APUS_PYTORCH_FIXTURE"].map { folder in
      URL(filePath: folder).appending(path: "transformer.safetensors")
    }
  }

  private func projection(_ gradient: [Float], _ number: Int) -> Float {
    Float(
      gradient.indices.reduce(0) { sum, index in
        sum + Double(gradient[index]) * PyTorchFixture.sign(projection: number, index: index)
      })
  }
}
