import Autodiff
import Testing
import TransformerModel

@Suite struct ParameterCountTests {
  /// With the paper's vocabulary of 37,000; its Table 3 rounds to 65 and 213 million.
  @Test(arguments: [(Preset.base, 63_082_496), (.big, 214_245_376)])
  func presetsOfThePaperHaveItsSize(preset: Preset, count: Int) {
    let configuration = preset.configuration(vocabularyCount: 37_000)
    #expect(closedFormula(configuration) == count)
    #expect(configuration.parameterCount == count)
  }

  @Test(arguments: Preset.allCases)
  func layoutHoldsAsManyNumbersAsTheFormulaSays(preset: Preset) {
    let configuration = preset.configuration(vocabularyCount: 1234)
    #expect(Transformer(configuration).layout.count == closedFormula(configuration))
    #expect(configuration.parameterCount == closedFormula(configuration))
  }

  @Test func encoderAndDecoderCountForThemselves() {
    var configuration = SmallModel.configuration
    configuration.encoderLayerCount = 5
    configuration.decoderLayerCount = 1
    #expect(Transformer(configuration).layout.count == closedFormula(configuration))
    #expect(configuration.parameterCount == closedFormula(configuration))
  }

  @Test func namesAreUniqueAndRangesContiguous() {
    let layout = Transformer(SmallModel.configuration).layout
    #expect(Set(layout.parameters.map(\.name)).count == layout.parameters.count)
    #expect(layout.parameters.first?.range.lowerBound == 0)
    for (parameter, next) in zip(layout.parameters, layout.parameters.dropFirst()) {
      #expect(parameter.range.upperBound == next.range.lowerBound, "\(next.name)")
    }
  }

  /// Counted sub-layer by sub-layer, otherwise than `parameterCount` does.
  private func closedFormula(_ configuration: TransformerConfiguration) -> Int {
    let d = configuration.modelDimension
    let f = configuration.feedForwardDimension
    let norm = d + d
    let attention = 4 * (d * d + d) + norm
    let feedForward = (d * f + f) + (f * d + d) + norm
    let encoderLayer = attention + feedForward
    let decoderLayer = attention + attention + feedForward
    return configuration.vocabularyCount * d
      + configuration.encoderLayerCount * encoderLayer
      + configuration.decoderLayerCount * decoderLayer
  }
}
