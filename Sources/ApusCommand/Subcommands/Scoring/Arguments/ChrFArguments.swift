import ArgumentParser
import Evaluation

/// The options of chrF, under sacreBLEU's names.
struct ChrFArguments: ParsableArguments {
  @Option(
    name: [.customLong("chrf-char-order"), .customLong("cc", withSingleDash: true)],
    help: ArgumentHelp("The most characters of an n-gram.", valueName: "n"))
  var characterOrder = 6

  @Option(
    name: [.customLong("chrf-word-order"), .customLong("cw", withSingleDash: true)],
    help: ArgumentHelp("The most words of an n-gram; 2 makes chrF++.", valueName: "n"))
  var wordOrder = 0

  @Option(
    name: .customLong("chrf-beta"),
    help: ArgumentHelp("How much recall counts against precision.", valueName: "n"))
  var beta = 2

  @Flag(name: .customLong("chrf-whitespace"), help: "Count whitespace among the characters.")
  var countsWhitespace = false

  @Flag(name: .customLong("chrf-lowercase"), help: "Compare in lower case.")
  var isLowercased = false

  @Flag(
    name: .customLong("chrf-eps-smoothing"),
    help: "Smooth by a small number, as chrF++.py, NLTK and Moses do.")
  var usesEpsilonSmoothing = false

  func validate() throws {
    try require(characterOrder, in: 0...100, "--chrf-char-order", wanted: "0 to 100")
    try require(wordOrder, in: 0...100, "--chrf-word-order", wanted: "0 to 100")
    try require(beta, in: 0...1_000_000, "--chrf-beta", wanted: "0 to 1000000")
    guard characterOrder + wordOrder > 0 else {
      throw ValidationError("--chrf-char-order and --chrf-word-order are 0; wanted n-grams")
    }
  }
}
