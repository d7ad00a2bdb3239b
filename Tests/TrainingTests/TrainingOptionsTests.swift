import Autodiff
import Foundation
import Testing
import Training

@Suite struct TrainingOptionsTests {
  @Test func everyRateIsKept() throws {
    var options = TrainingOptions()
    options.attentionDropoutRate = 0.125
    options.activationDropoutRate = 0.25
    options.wordDropoutRate = 0.5
    let encoded = try JSONEncoder().encode(options)
    let decoded = try JSONDecoder().decode(TrainingOptions.self, from: encoded)
    #expect(decoded == options)
    #expect(decoded.dropoutRates.attention == 0.125)
    #expect(decoded.dropoutRates.activation == 0.25)
    #expect(decoded.dropoutRates.word == 0.5)
  }
}
