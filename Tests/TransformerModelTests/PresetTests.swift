import Testing
import TransformerModel

@Suite struct PresetTests {
  /// N, d_model, d_ff and h of Table 3, and P_drop.
  @Test(arguments: [
    (Preset.base, [6, 512, 2048, 8], 0.1 as Float), (.big, [6, 1024, 4096, 16], 0.3),
  ])
  func presetsOfThePaperHaveItsNumbers(preset: Preset, numbers: [Int], dropoutRate: Float) {
    let configuration = preset.configuration(vocabularyCount: 37_000)
    #expect(configuration.vocabularyCount == 37_000)
    #expect(configuration.encoderLayerCount == numbers[0])
    #expect(configuration.decoderLayerCount == numbers[0])
    #expect(configuration.modelDimension == numbers[1])
    #expect(configuration.feedForwardDimension == numbers[2])
    #expect(configuration.headCount == numbers[3])
    #expect(preset.dropoutRate == dropoutRate)
  }

  @Test func presetsAreFoundByName() {
    #expect(Preset(rawValue: "tiny") == .tiny)
    #expect(Preset(rawValue: "gigantic") == nil)
  }
}
