import ArgumentParser
import Training

/// How the learning rate rises and falls.
struct LearningRateArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The learning rate rises this long: updates such as 4000, target tokens such as 8Mt, or "
        + "epochs such as 2e.", valueName: "span"))
  var warmup = TrainingSpan(4000)

  @Option(
    help: ArgumentHelp(
      "The learning rate at the end of the warm-up. (default: the paper's, (d_model · warmup)^-0.5)",
      valueName: "rate"))
  var learningRate: Double?

  @Option(help: ArgumentHelp("Multiplies the paper's learning rate.", valueName: "x"))
  var learningRateFactor: Double?

  @Option(help: ArgumentHelp("The learning rate that the warm-up begins with.", valueName: "rate"))
  var warmupInitRate = 0.0

  @Option(help: ArgumentHelp("How the rate falls after the warm-up.", valueName: "decay"))
  var lrDecay = LearningRateSchedule.Decay.inverseSquareRoot

  @Option(
    help: ArgumentHelp(
      "Where the rate begins to fall, in the unit of the warm-up. (default: at its end)",
      valueName: "span"))
  var lrDecayStart: TrainingSpan?

  @Option(
    help: ArgumentHelp(
      "Where a linear or cosine decay reaches zero, in the unit of the warm-up.",
      valueName: "span"))
  var lrDecayEnd: TrainingSpan?

  func validate() throws {
    let positive = Double.leastNonzeroMagnitude..<Double.infinity
    try require(learningRate, in: positive, "--learning-rate", wanted: "more than 0")
    try require(learningRateFactor, in: positive, "--learning-rate-factor", wanted: "more than 0")
    try require(
      warmupInitRate, in: 0..<Double.infinity, "--warmup-init-rate", wanted: "0 or more")
    try checkSpans()
    guard learningRate == nil || learningRateFactor == nil else {
      throw ValidationError("give either --learning-rate or --learning-rate-factor")
    }
    guard learningRate != nil || warmup.unit == .updates else {
      throw ValidationError(
        "--warmup \(warmup.text) is not in updates, so the paper's learning rate is not known; "
          + "give --learning-rate")
    }
  }

  private func checkSpans() throws {
    for (option, span) in [("--lr-decay-start", lrDecayStart), ("--lr-decay-end", lrDecayEnd)] {
      guard let span, span.unit != warmup.unit || span.amount < warmup.amount else { continue }
      throw ValidationError(
        "\(option) is \(span.text); wanted a span in the unit of --warmup, \(warmup.text) or more")
    }
    let needsEnd = lrDecay == .linear || lrDecay == .cosine
    guard needsEnd == (lrDecayEnd != nil) else {
      throw ValidationError(
        needsEnd
          ? "--lr-decay \(lrDecay.rawValue) needs --lr-decay-end, where the rate reaches zero"
          : "--lr-decay-end is for --lr-decay linear and cosine")
    }
    guard let start = lrDecayStart, let end = lrDecayEnd, end.amount <= start.amount else { return }
    throw ValidationError(
      "--lr-decay-end is \(end.text); wanted more than --lr-decay-start \(start.text)")
  }

  /// The schedule for a model.
  func schedule(modelDimension: Int) -> LearningRateSchedule {
    let paper = LearningRateSchedule.paper(
      modelDimension: modelDimension, warmupSteps: Int(warmup.amount),
      factor: learningRateFactor ?? 1)
    var schedule = LearningRateSchedule(peak: learningRate ?? paper.peak, warmup: warmup)
    schedule.initialRate = warmupInitRate
    schedule.decay = lrDecay
    schedule.decayStart = lrDecayStart?.amount
    schedule.decayEnd = lrDecayEnd?.amount
    return schedule
  }
}

extension LearningRateSchedule.Decay: ExpressibleByArgument {}

extension TrainingSpan: ExpressibleByArgument {
  /// Marian's units: `4000` or `4000u` for updates, `8Mt` for target tokens, `2e` for epochs.
  public init?(argument: String) {
    let units: [Character: Unit] = ["u": .updates, "t": .targetTokens, "e": .epochs]
    let unit = argument.last.flatMap { units[$0] }
    var number = unit == nil ? Substring(argument) : argument.dropLast()
    let factors: [Character: Double] = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9]
    let factor = number.last.flatMap { factors[$0] }
    if factor != nil { number = number.dropLast() }
    guard let value = Double(number), value > 0, value.isFinite else { return nil }
    self.init(value * (factor ?? 1), unit ?? .updates)
    guard self.unit != .updates || amount >= 1 else { return nil }
  }

  /// The span as help shows it.
  public var defaultValueDescription: String { text }

  /// The span as it is given on the command line.
  var text: String {
    let number = amount == amount.rounded() && amount < 1e15 ? "\(Int(amount))" : "\(amount)"
    return switch unit {
    case .updates: number
    case .targetTokens: number + "t"
    case .epochs: number + "e"
    }
  }
}
