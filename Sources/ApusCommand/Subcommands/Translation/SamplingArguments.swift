import ArgumentParser
import Decoding
import Evaluation
import Translation

/// How translations are drawn at random, and chosen among several.
struct SamplingArguments: ParsableArguments {
  @Flag(help: "Draw translations at random, --n-best of them, instead of searching for the best.")
  var sample = false

  @Option(
    help: ArgumentHelp("Below 1 likely tokens become likelier.", valueName: "temperature"))
  var temperature = 1.0

  @Option(help: ArgumentHelp("Draw from the n likeliest tokens; 0 for all.", valueName: "n"))
  var topK = 0

  @Option(
    help: ArgumentHelp(
      "Draw from the likeliest tokens that have this probability together.", valueName: "p"))
  var topP = 1.0

  @Option(
    help: ArgumentHelp("Draw from tokens that have this probability at least.", valueName: "p"))
  var epsilon = 0.0

  @Option(
    help: ArgumentHelp(
      "Where random numbers come from; a line's samples depend on it and the line alone.",
      valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Minimum Bayes risk: the candidate that the others agree with most by this metric, among "
        + "--samples, or the beam where none are given.", valueName: "metric"))
  var mbr: RiskMetric?

  @Option(help: ArgumentHelp("The samples that --mbr chooses among.", valueName: "n"))
  var samples: Int?

  func validate() throws {
    try requirePositive(samples, "--samples")
    try require(temperature, in: 0.01...100, "--temperature", wanted: "0.01 to 100")
    try require(topK, in: 0..., "--top-k", wanted: "0 or more")
    try require(topP, in: 1e-6...1, "--top-p", wanted: "above 0, up to 1")
    try require(epsilon, in: 0..<1, "--epsilon", wanted: "0 up to, but not including, 1")
    guard mbr != nil || samples == nil else {
      throw ValidationError("--samples needs --mbr; --n-best says how many samples are printed")
    }
  }

  /// What the options ask of search.
  func apply(to options: inout TranslationOptions) {
    options.risk = mbr.map { metric in MinimumRisk(utility: metric.utility) }
    guard sample || samples != nil else { return }
    options.sampling = SamplingOptions(
      sampleCount: samples ?? options.hypothesisCount, seed: seed, temperature: temperature,
      topCount: topK, topProbability: topP, minimumProbability: epsilon)
  }
}

/// By what candidates are compared with each other.
enum RiskMetric: String, ExpressibleByArgument, CaseIterable {
  case chrf
  case bleu

  /// How good a hypothesis is by a reference.
  var utility: @Sendable (_ hypothesis: String, _ reference: String) -> Double {
    switch self {
    case .chrf:
      let metric = ChrF()
      return { metric.sentenceScore(hypothesis: $0, references: [$1]).value }
    case .bleu:
      let metric = BLEU(BLEUOptions(usesEffectiveOrder: true))
      return { metric.sentenceScore(hypothesis: $0, references: [$1]).value }
    }
  }
}
