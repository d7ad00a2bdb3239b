import Foundation
import Testing
import TransformerModel

@Suite struct TransformerConfigurationTests {
  private let sound = SmallModel.configuration

  @Test func soundNumbersHaveNoProblem() {
    #expect(sound.problem == nil)
    for preset in Preset.allCases {
      #expect(preset.configuration(vocabularyCount: 8000).problem == nil, "\(preset)")
    }
  }

  @Test func headsShareTheModelDimension() {
    #expect(sound.headDimension == 8)
    #expect(Preset.base.configuration(vocabularyCount: 8000).headDimension == 64)
    #expect(Preset.big.configuration(vocabularyCount: 8000).headDimension == 64)
  }

  @Test func sizeOutOfRangeIsNamed() {
    let sizes: [(String, WritableKeyPath<TransformerConfiguration, Int>)] = [
      ("vocabularyCount", \.vocabularyCount), ("modelDimension", \.modelDimension),
      ("feedForwardDimension", \.feedForwardDimension), ("headCount", \.headCount),
      ("encoderLayerCount", \.encoderLayerCount), ("decoderLayerCount", \.decoderLayerCount),
    ]
    for (name, size) in sizes {
      for value in [0, -1, .min, .max, 1 << 24 + 1] {
        var configuration = sound
        configuration[keyPath: size] = value
        #expect(configuration.problem == "\(name) is \(value); wanted 1 to 16777216")
      }
    }
  }

  @Test func headsThatDoNotDivideTheModelDimensionAreRefused() {
    var configuration = sound
    configuration.headCount = 5
    #expect(configuration.problem == "modelDimension 24 is no multiple of headCount 5")
  }

  @Test func oddModelDimensionIsRefused() {
    var configuration = sound
    configuration.modelDimension = 27
    #expect(configuration.problem == "modelDimension 27 is odd; positions need pairs (§3.5)")
  }

  @Test(arguments: [0, -1e-6, .nan] as [Float])
  func epsilonThatIsNotPositiveIsRefused(epsilon: Float) {
    var configuration = sound
    configuration.layerNormEpsilon = epsilon
    #expect(configuration.problem == "layerNormEpsilon is \(epsilon); wanted above 0")
  }

  @Test func jsonRoundTripKeepsEveryNumber() throws {
    var configuration = sound
    configuration.encoderLayerCount = 6
    configuration.decoderLayerCount = 2
    configuration.layerNormEpsilon = 1e-5
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(TransformerConfiguration.self, from: json) == configuration)
  }

  /// The names are part of the format of `config.json`.
  @Test func jsonNamesEveryNumber() throws {
    let json = try JSONEncoder().encode(sound)
    let names = try JSONDecoder().decode([String: Double].self, from: json).keys
    #expect(
      names.sorted() == [
        "decoderLayerCount", "encoderLayerCount", "feedForwardDimension", "headCount",
        "layerNormEpsilon", "modelDimension", "vocabularyCount",
      ])
  }
}
