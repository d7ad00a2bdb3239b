import ArgumentParser
import Decoding
import Translation

/// How translations are searched for.
struct SearchArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Hypotheses kept per sentence; 1 is greedy search.", valueName: "n"))
  var beam = 4

  @Option(
    help: ArgumentHelp(
      "α of the length penalty; more makes longer translations.", valueName: "alpha"))
  var lengthPenalty = 0.6

  @Option(
    help: ArgumentHelp(
      "gnmt is ((5 + n) / 6)^α, power is n^α, none leaves log-probabilities as they are.",
      valueName: "form"))
  var lengthPenaltyForm = LengthPenaltyForm.gnmt

  @Option(help: ArgumentHelp("Added to the log-probability for each token.", valueName: "nats"))
  var lengthReward = 0.0

  @Option(
    help: ArgumentHelp(
      "β of GNMT's coverage penalty; more punishes words of the source that nothing translates.",
      valueName: "beta"))
  var coveragePenalty = 0.0

  @Option(help: ArgumentHelp("Translations per line.", valueName: "n"))
  var nBest = 1

  @Option(help: ArgumentHelp("The fewest tokens of a translation.", valueName: "tokens"))
  var minLength = 0

  @Option(
    help: ArgumentHelp(
      "The most tokens of a translation. (default: those of the source and 50 more)",
      valueName: "tokens"))
  var maxLength: Int?

  @Option(
    help: ArgumentHelp(
      "The most tokens of a translation for each of the source, and 10 more.", valueName: "ratio"))
  var maxLengthRatio: Double?

  @Option(
    help: ArgumentHelp("No n tokens in a row come twice; 0 lets them.", valueName: "n"))
  var noRepeatNgramSize = 0

  @Option(
    help: ArgumentHelp(
      "Multiplies the log-probability of tokens that came before; 1 changes nothing.",
      valueName: "factor"))
  var repetitionPenalty = 1.0

  @Option(
    help: ArgumentHelp(
      "Divides the beam into groups that differ (diverse beam search).", valueName: "n"))
  var diverseBeamGroups = 1

  @Option(
    help: ArgumentHelp("What groups lose for choosing alike.", valueName: "nats"))
  var diverseBeamStrength = 0.5

  @Flag(
    help: ArgumentHelp(
      "Search until nothing better can come, also when as many hypotheses as the beam have ended."))
  var exhaustive = false

  func validate() throws {
    try requirePositive(beam, "--beam")
    try requirePositive(nBest, "--n-best")
    try requirePositive(diverseBeamGroups, "--diverse-beam-groups")
    try requirePositive(maxLength, "--max-length")
    try require(lengthPenalty, in: 0...10, "--length-penalty", wanted: "0 to 10")
    try require(coveragePenalty, in: 0...10, "--coverage-penalty", wanted: "0 to 10")
    try require(lengthReward, in: -10...10, "--length-reward", wanted: "-10 to 10")
    try require(minLength, in: 0..., "--min-length", wanted: "0 or more")
    try require(maxLengthRatio, in: 0...100, "--max-length-ratio", wanted: "0 to 100")
    try require(noRepeatNgramSize, in: 0..., "--no-repeat-ngram-size", wanted: "0 or more")
    try require(repetitionPenalty, in: 1...10, "--repetition-penalty", wanted: "1 to 10")
    try require(diverseBeamStrength, in: 0...100, "--diverse-beam-strength", wanted: "0 to 100")
    guard beam % diverseBeamGroups == 0 else {
      throw ValidationError(
        "--diverse-beam-groups is \(diverseBeamGroups); wanted a divisor of --beam, \(beam)")
    }
  }

  /// What the options ask of search.
  func apply(to options: inout TranslationOptions) {
    options.beamSize = beam
    options.lengthPenalty = lengthPenaltyForm.penalty(lengthPenalty)
    options.hypothesisCount = nBest
    options.rules.lengthReward = lengthReward
    options.rules.coveragePenalty = coveragePenalty
    options.rules.minimumLength = .fixed(minLength)
    options.rules.maximumLength = maximumLength
    options.rules.repetition = RepetitionOptions(
      noRepeatNgramSize: noRepeatNgramSize, penalty: repetitionPenalty)
    options.rules.diversity = DiversityOptions(
      groupCount: diverseBeamGroups, strength: diverseBeamStrength)
    if exhaustive { options.rules.stopping = .unbeatable }
  }

  private var maximumLength: LengthLimit {
    let usual = SearchRules().maximumLength
    let relative = maxLengthRatio.map { LengthLimit.sourceTimes($0, plus: 10) }
    guard let maxLength else { return relative ?? usual }
    return relative?.atMost(maxLength) ?? .fixed(maxLength)
  }
}

/// The forms of the length penalty.
enum LengthPenaltyForm: String, ExpressibleByArgument, CaseIterable {
  case gnmt
  case power
  case none

  func penalty(_ alpha: Double) -> LengthPenalty {
    switch self {
    case .gnmt: .gnmt(alpha)
    case .power: .power(alpha)
    case .none: .none
    }
  }
}
