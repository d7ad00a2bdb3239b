import ArgumentParser
import Evaluation

/// The options of TER, under sacreBLEU's names.
struct TERArguments: ParsableArguments {
  @Flag(name: .customLong("ter-case-sensitive"), help: "Tell upper from lower case.")
  var isCaseSensitive = false

  @Flag(
    name: .customLong("ter-asian-support"),
    help: "Take Asian characters apart, with --ter-normalized or --ter-no-punct.")
  var supportsAsian = false

  @Flag(name: .customLong("ter-no-punct"), help: "Remove punctuation.")
  var removesPunctuation = false

  @Flag(name: .customLong("ter-normalized"), help: "Normalize and tokenize.")
  var isNormalized = false
}
