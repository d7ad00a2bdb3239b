import ArgumentParser
import Training

/// When a run that gets no better stops.
struct PatienceArguments: ParsableArguments {
  @Option(
    name: .customLong("patience"),
    help: ArgumentHelp(
      "Stops after this many validations without a better one. (default: never)", valueName: "n"))
  var count: Int?

  @Option(
    name: .customLong("patience-metric"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "What better means; with several, --patience-on decides. (default: loss)",
      valueName: "metric"))
  var metrics: [ValidationMetric] = []

  @Option(
    name: .customLong("patience-on"),
    help: ArgumentHelp("Whether all or any of the metrics must have stalled.", valueName: "rule"))
  var rule = Patience.Rule.all

  func validate() throws {
    try requirePositive(count, "--patience")
    guard count != nil || metrics.isEmpty else {
      throw ValidationError("--patience-metric needs --patience, the number of validations")
    }
  }

  var patience: Patience? {
    count.map { Patience($0, metrics: metrics.isEmpty ? [.loss] : metrics, rule: rule) }
  }
}

extension ValidationMetric: ExpressibleByArgument {}
extension Patience.Rule: ExpressibleByArgument {}
