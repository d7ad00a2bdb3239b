import Evaluation

/// What goes to standard error.
struct ScoringConsole {
  let isQuiet: Bool

  /// Says what goes on, unless that is not wanted.
  func say(_ text: String) {
    if !isQuiet { StandardError.write("apus: \(text)") }
  }

  /// Says what a person should know in any case.
  func warn(_ text: String) { StandardError.write("apus: warning: \(text)") }

  /// Says what is about to be resampled.
  func tell(of significance: Significance, metrics: [any Metric], systemCount: Int) {
    if systemCount > 1 { say("found \(systemCount) systems") }
    guard let test = significance.test else { return }
    let name =
      switch test.method {
      case .bootstrap: "paired bootstrap resampling test, \(test.sampleCount) resamples"
      case .approximateRandomization:
        "approximate randomization test, \(test.sampleCount) trials"
      }
    say("\(metrics.map(\.name).joined(separator: ", ")): \(name)")
  }
}
