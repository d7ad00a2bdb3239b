import ArgumentParser
import Corpora
import Foundation
import SubwordNMT
import Tokenization

/// Where text comes from and where the result goes.
struct SubwordNMTFileOptions: ParsableArguments {
  @Option(
    name: [.long, .short],
    help: ArgumentHelp("Text in UTF-8. (default: standard input)", valueName: "file"))
  var input: String?

  @Option(
    name: [.long, .short],
    help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
  var output: String?
}

/// How merges are learned.
struct SubwordNMTLearningOptions: ParsableArguments {
  @Option(name: [.long, .short], help: ArgumentHelp("Merges to learn.", valueName: "n"))
  var symbols = 10_000

  @Option(
    help: ArgumentHelp("Stop if no pair of symbols is found this often.", valueName: "n"))
  var minFrequency = 2

  @Flag(
    name: [.long, .customShort("t")],
    help: "Count characters as symbols, so that fewer merges are learned.")
  var totalSymbols = false

  @Flag(name: [.long, .short], help: "Print each merge to standard error.")
  var verbose = false

  func validate() throws {
    try require(symbols, in: 0..., "--symbols", wanted: "0 or more")
    try requirePositive(minFrequency, "--min-frequency")
  }

  /// Learns merges, and says on standard error what subword-nmt says there.
  func learn(_ vocabulary: SubwordNMTVocabulary) throws -> SubwordNMTCodes {
    var options = SubwordNMTLearner.Options()
    options.symbolCount = symbols
    options.minimumFrequency = minFrequency
    options.countsCharacters = totalSymbols
    let learner = try SubwordNMTLearner(vocabulary, options: options)
    if totalSymbols { report(learner.characterCounts) }
    let codes = learner.learn(progress: progress(wantedCount: learner.wantedMergeCount))
    if codes.merges.count < learner.wantedMergeCount {
      StandardError.write("no pair has frequency >= \(minFrequency). Stopping")
    }
    return codes
  }

  private func report(_ counts: SubwordNMTLearner.CharacterCounts) {
    StandardError.write("Number of word-internal characters: \(counts.internalCount)")
    StandardError.write("Number of word-final characters: \(counts.finalCount)")
    StandardError.write(
      "Reducing number of merge operations by \(counts.internalCount + counts.finalCount)")
  }

  private func progress(wantedCount: Int) -> ((SubwordNMTCodes.Merge, Int) -> Void)? {
    guard verbose || StandardError.isTerminal else { return nil }
    var count = 0
    return { merge, frequency in
      if verbose {
        let joined = "\(merge)".replacing(" ", with: "")
        StandardError.write("pair \(count): \(merge) -> \(joined) (frequency \(frequency))")
      }
      count += 1
      guard !verbose, count.isMultiple(of: 100) else { return }
      StandardError.show("\(count.grouped) of \(wantedCount.grouped) merges")
    }
  }
}

/// How many threads work, by the name that subword-nmt has for it.
struct SubwordNMTWorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Worker threads; -1 for all cores. Results do not depend on it.", valueName: "n"))
  var numWorkers = -1

  var count: Int { numWorkers > 0 ? numWorkers : ProcessInfo.processInfo.activeProcessorCount }
}
