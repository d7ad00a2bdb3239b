import ArgumentParser
import Foundation
import Kernels
import TextNormalization
import TransformerModel
import Translation

/// `apus rescore`: how likely a model finds translations that are given.
struct RescoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore",
    abstract: "Score given translations with a model.",
    discussion: """
      Prints a line for each sentence pair: the log-probability of the target given the source, in \
      nats, the end of sentence included, as 'apus translate' finds it. With --word-scores it is \
      followed by ' ||| WordScores=' and the log-probability of each token, as Marian's scorer \
      prints them; with --alignment by the alignment.

      Example:

        apus rescore --model models/en-de --source test.en --target test.hyp
      """)

  @Option(help: ArgumentHelp("The model's folder.", valueName: "folder"))
  var model: String

  @Option(help: ArgumentHelp("The sentences that were translated.", valueName: "file"))
  var source: String

  @Option(help: ArgumentHelp("Their translations, line by line.", valueName: "file"))
  var target: String

  @Flag(help: "Print the log-probability of each token.")
  var wordScores = false

  @Flag(help: "Divide each log-probability by the number of tokens, the end of sentence included.")
  var normalize = false

  @Flag(help: "Print one line for the whole text: cross-entropy of a token, and perplexity.")
  var summary = false

  @Option(
    help: ArgumentHelp(
      "Print which source token each token translates: pairs (hard), or all weights (soft).",
      valueName: "form"))
  var alignment: AlignmentForm?

  @Option(
    help: ArgumentHelp(
      "The decoder layer that aligns, from 1. (default: the last but one)", valueName: "n"))
  var alignmentLayer: Int?

  @OptionGroup(title: "Speed") var speed: SpeedArguments

  func validate() throws {
    try requirePositive(alignmentLayer, "--alignment-layer")
    guard !summary || !(wordScores || normalize || alignment != nil) else {
      throw ValidationError("--summary prints nothing of single lines; give it alone")
    }
  }

  func run() throws {
    let bundle = try ModelBundle(contentsOf: model, precision: speed.precision)
    let reader = try PairReader(source: source, target: target)
    let rescorer = try makeRescorer(bundle)
    var total = CorpusLikelihood()
    var output = StandardOutput()
    while let pairs = try reader.next(atMost: 16 * speed.batchSize * speed.threads.count) {
      for score in rescorer.scores(of: pairs) {
        total.add(score)
        if !summary { try output.write(line(score)) }
      }
      try output.flush()
    }
    guard summary else { return }
    try output.write(total.text)
    try output.flush()
  }

  private func makeRescorer(_ bundle: ModelBundle) throws -> Rescorer {
    let layerCount = bundle.configuration.transformer.decoderLayerCount
    let layer = alignment == nil ? nil : alignmentLayer ?? max(1, layerCount - 1)
    guard layer ?? 1 <= layerCount else {
      throw ValidationError(
        "--alignment-layer is \(layer ?? 1); the model has \(layerCount) decoder layers")
    }
    return Rescorer(
      bundle, alignmentLayer: layer, batchSize: speed.batchSize,
      threadCount: speed.threads.count)
  }

  private func line(_ score: TranslationDetails) -> String {
    let sum = score.logProbability
    let shown = normalize ? sum / Double(max(1, score.logProbabilities.count)) : sum
    var parts = [shown.fixed(6)]
    if let alignment { parts.append(alignment.text(score)) }
    if wordScores {
      let scores = score.logProbabilities.map { Double($0).fixed(6) }
      parts.append((["WordScores="] + scores).joined(separator: " "))
    }
    return parts.joined(separator: " ||| ")
  }
}

/// Two files, line by line, which have to be equally long.
private final class PairReader {
  private let source: LineReader
  private let target: LineReader
  private let names: (source: String, target: String)

  init(source: String, target: String) throws {
    self.source = try LineReader(path: source)
    self.target = try LineReader(path: target)
    names = (source, target)
  }

  /// The next pairs, or nil behind the last.
  func next(atMost limit: Int) throws -> [(source: String, target: String)]? {
    var pairs: [(source: String, target: String)] = []
    while pairs.count < limit {
      switch (try source.next(), try target.next()) {
      case (let source?, let target?): pairs.append((source, target))
      case (nil, nil): return pairs.isEmpty ? nil : pairs
      default: throw try unequal()
      }
    }
    return pairs
  }

  private func unequal() throws -> CommandFailure {
    while try source.next() != nil {}
    while try target.next() != nil {}
    return .unequalLineCounts([
      .init(file: names.source, count: source.lineNumber),
      .init(file: names.target, count: target.lineNumber),
    ])
  }
}

/// The likelihood of a whole text.
private struct CorpusLikelihood {
  private var logProbability = 0.0
  private var tokenCount = 0

  mutating func add(_ score: TranslationDetails) {
    logProbability += score.logProbability
    tokenCount += score.logProbabilities.count
  }

  var text: String {
    let entropy = tokenCount == 0 ? 0 : -logProbability / Double(tokenCount)
    return "ce-mean-words \(entropy.fixed(6)) perplexity \(exp(entropy).fixed(4)) "
      + "log-probability \(logProbability.fixed(4)) tokens \(tokenCount)"
  }
}
