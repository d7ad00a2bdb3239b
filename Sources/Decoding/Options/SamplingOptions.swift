/// How tokens are drawn at random.
///
/// The settings apply in the order in which they are listed, each to what the ones before it have
/// left, as in the transformers library.
public struct SamplingOptions: Sendable, Equatable {
  /// The samples of each sentence.
  public var sampleCount: Int
  /// Where the random numbers come from, together with each sentence's key.
  public var seed: UInt64
  /// What log-probabilities are divided by: below 1 likely tokens become likelier still.
  public var temperature: Double
  /// The number of likeliest tokens to choose from; 0 for all (Fan et al., 2018).
  public var topCount: Int
  /// The probability that the likeliest tokens to choose from have together: nucleus sampling
  /// (Holtzman et al., 2020); 1 for all.
  public var topProbability: Double
  /// The probability that a token has at least to be chosen; 0 for all.
  ///
  /// This is epsilon sampling (Hewitt et al., 2022), the usual source of hypotheses for minimum
  /// Bayes risk. The likeliest token stays in any case.
  public var minimumProbability: Double

  /// The network's own distribution, where nothing else is said.
  public init(
    sampleCount: Int = 1, seed: UInt64 = 1, temperature: Double = 1, topCount: Int = 0,
    topProbability: Double = 1, minimumProbability: Double = 0
  ) {
    self.sampleCount = sampleCount
    self.seed = seed
    self.temperature = temperature
    self.topCount = topCount
    self.topProbability = topProbability
    self.minimumProbability = minimumProbability
  }

  func checkPreconditions() {
    precondition(sampleCount >= 1, "\(sampleCount) samples wanted.")
    precondition(
      temperature > 0 && temperature.isFinite,
      "The temperature is \(temperature), wanted a positive number.")
    precondition(topCount >= 0, "\(topCount) tokens to choose from.")
    precondition(
      topProbability > 0 && topProbability <= 1,
      "The tokens to choose from have the probability \(topProbability), wanted 0 < p <= 1.")
    precondition(
      minimumProbability >= 0 && minimumProbability < 1,
      "The least probability is \(minimumProbability), wanted 0 <= p < 1.")
  }
}
