import Autodiff
import Foundation
import TransformerModel

/// What the reference model in `Tests/Fixtures/pytorch` computed in f64 on one batch.
struct PyTorchFixture: Decodable {
  let configuration: Configuration
  let targetTokenCount: Int
  let logLikelihood: Double
  let losses: [Loss]
  let sentences: [Sentence]
  let parameters: [ParameterSummary]

  struct Configuration: Decodable {
    let vocabularySize: Int
    let modelDimension: Int
    let feedForwardDimension: Int
    let headCount: Int
    let encoderLayerCount: Int
    let decoderLayerCount: Int
    let normEpsilon: Float
  }

  struct Loss: Decodable {
    let smoothing: Double
    let loss: Double
  }

  struct Sentence: Decodable {
    let source: [Int32]
    let decoderInput: [Int32]
    let labels: [Int32]
    let logits: [PositionLogits]
  }

  struct PositionLogits: Decodable {
    let position: Int
    let values: [Double]
  }

  struct ParameterSummary: Decodable {
    let name: String
    let shape: [Int]
    let indices: [Int]
    let gradients: [GradientDigest]
  }

  struct GradientDigest: Decodable {
    let smoothing: Double
    let norm: Double
    let projections: [Double]
    let samples: [Double]
  }

  static func load() throws -> PyTorchFixture {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/pytorch/transformer.json")
    return try JSONDecoder().decode(PyTorchFixture.self, from: Data(contentsOf: file))
  }

  /// The configuration in Apus' terms.
  var transformerConfiguration: TransformerConfiguration {
    var result = TransformerConfiguration(
      vocabularyCount: configuration.vocabularySize, modelDimension: configuration.modelDimension,
      feedForwardDimension: configuration.feedForwardDimension,
      headCount: configuration.headCount, layerCount: configuration.encoderLayerCount)
    result.decoderLayerCount = configuration.decoderLayerCount
    result.layerNormEpsilon = configuration.normEpsilon
    return result
  }

  /// The values of a parameter, by the formula of `splitmix.py`.
  static func values(of parameter: Parameter) -> [Float] {
    let center = parameter.name.hasSuffix(".gain") ? 1.0 : 0.0
    return (0..<UInt64(parameter.range.count)).map { element in
      let word = hash(12345 + UInt64(parameter.index) << 32 + element)
      return Float(center + 0.2 * (Double(word >> 40) / 16_777_216 - 0.5))
    }
  }

  /// Element `index` of the ±1 vector that gradients are projected on.
  static func sign(projection: Int, index: Int) -> Double {
    hash(777 + UInt64(projection) << 40 + UInt64(index)) >> 63 == 0 ? 1 : -1
  }

  private static func hash(_ counter: UInt64) -> UInt64 {
    CounterRandom.mix(counter &+ 0x9E37_79B9_7F4A_7C15)
  }
}
