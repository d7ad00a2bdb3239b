import ArgumentParser
import Foundation
import TransformerModel
import Translation

/// `apus translate`, and the program `translate`.
struct TranslateVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Translate text, line by line.",
    usage: """
      translate --src <language> --tgt <language> [<options>] [<text> ...]
      translate --model <folder> [<options>] [<text> ...]
      """,
    discussion: """
      Translates the texts given, or standard input: one line out for each line in, in order. An \
      empty line stays empty. Without --model, the model SRC-TGT is looked for in models/ of the \
      current folder, in the folders of $APUS_MODELS (separated by colons) and in \
      ~/.local/share/apus/models.

      With --n-best, each line becomes a list in Marian's format, best first: LINE ||| TEXT ||| \
      F0= LOGPROB ||| SCORE, where LINE counts from 0, LOGPROB is the sum of the tokens' \
      log-probabilities in nats and SCORE is what translations are ranked by.

      Examples:

        translate --src en --tgt de 'Where is the station?'
        apus translate --model models/en-de --beam 8 < test.en > test.hyp
        apus translate --model models/en-de --json 'Click {{name}} on https://x.org/a.'
        echo '{"text": "A dog.", "prefix": "Der", "required": ["Hund"]}' |
          apus translate --model models/en-de --json-input
      """,
    version: "apus \(Program.version)")

  @Option(help: ArgumentHelp("The language to translate from, such as en.", valueName: "language"))
  var src: String?

  @Option(help: ArgumentHelp("The language to translate to, such as de.", valueName: "language"))
  var tgt: String?

  @Option(
    help: ArgumentHelp(
      "The model's folder; given several times, the models decode together.",
      valueName: "folder"))
  var model: [String] = []

  @OptionGroup(title: "Search") var search: SearchArguments

  @OptionGroup(title: "Samples") var sampling: SamplingArguments

  @OptionGroup(title: "Guards") var guards: GuardArguments

  @OptionGroup(title: "Input and output") var results: ResultArguments

  @OptionGroup(title: "Speed") var speed: SpeedArguments

  @Option(
    help: ArgumentHelp(
      "What 'apus shortlist' wrote: only the tokens that may translate a sentence are scored.",
      valueName: "file"))
  var shortlist: String?

  @Argument(help: ArgumentHelp("What to translate. (default: standard input)", valueName: "text"))
  var texts: [String] = []

  func validate() throws {
    guard !model.isEmpty || (src != nil && tgt != nil) else {
      throw ValidationError("give --src and --tgt, or --model")
    }
    guard sampling.sample || search.nBest <= max(search.beam, sampling.samples ?? 0) else {
      throw ValidationError(
        "--n-best is \(search.nBest), but a beam of \(search.beam) finds no more than that; "
          + "give --beam \(search.nBest) or more")
    }
  }

  func run() throws {
    let models = try readModels()
    let translator = try Translator(ensemble: models, options: options(for: models[0]))
    var printer = TranslationPrinter(results, hypothesisCount: search.nBest)
    guard texts.isEmpty else {
      let requests = try requests(texts.flatMap(\.lines), after: 0)
      return try printer.write(translator.translate(requests), of: requests)
    }
    var chunkSizes = ChunkSizes(batchSize: speed.batchSize, threadCount: speed.threads.count)
    let input = StandardInput(capacity: chunkSizes.largest, repairsText: true)
    var lineCount = 0
    var hasWarned = false
    while let lines = try input.next(atMost: chunkSizes.next()) {
      var requests = try requests(lines, after: lineCount)
      for place in requests.indices where input.isRepaired(line: lineCount + place + 1) {
        requests[place].isRepaired = true
        if !hasWarned { warnOfRepair(line: lineCount + place + 1) }
        hasWarned = true
      }
      lineCount += lines.count
      try printer.write(translator.translate(requests), of: requests)
    }
  }

  /// Told once: a file that is no text would bring a message for each of its lines.
  private func warnOfRepair(line: Int) {
    StandardError.write(
      "standard input, line \(line): not UTF-8; its broken bytes, and those of later lines, become "
        + "U+FFFD")
  }

  private func requests(_ lines: [String], after lineCount: Int) throws -> [LineRequest] {
    guard results.jsonInput else { return lines.map { LineRequest($0) } }
    return try lines.enumerated().map { place, line in
      try LineRequest(json: line, number: lineCount + place + 1)
    }
  }

  private func options(for model: ModelBundle) throws -> TranslationOptions {
    var options = TranslationOptions()
    search.apply(to: &options)
    sampling.apply(to: &options)
    guards.apply(to: &options)
    speed.apply(to: &options)
    options.shortlist = try shortlist.map { try model.shortlist(contentsOf: $0) }
    let layerCount = model.configuration.transformer.decoderLayerCount
    try results.apply(to: &options, layerCount: layerCount)
    return options
  }

  /// Reads the models, and checks that they translate between the languages asked for.
  private func readModels() throws -> [ModelBundle] {
    let paths =
      try model.isEmpty ? [ModelLocation.find(source: src ?? "", target: tgt ?? "")] : model
    return try paths.map(readModel)
  }

  private func readModel(_ path: String) throws -> ModelBundle {
    let bundle = try ModelBundle(contentsOf: path, precision: speed.precision)
    let found = (bundle.configuration.sourceLanguage, bundle.configuration.targetLanguage)
    let wanted = (src ?? found.0, tgt ?? found.1)
    guard found == wanted else {
      throw CommandFailure.otherLanguages(
        model: path, found: "\(found.0) to \(found.1)", wanted: "\(wanted.0) to \(wanted.1)")
    }
    return bundle
  }
}

/// How many lines are translated at once: few at first, so that something is seen soon, then more,
/// so that sentences of one length find together.
private struct ChunkSizes {
  let largest: Int
  private var current: Int

  init(batchSize: Int, threadCount: Int) {
    let (one, overflows) = batchSize.multipliedReportingOverflow(by: threadCount)
    current = overflows ? 1 << 12 : min(one, 1 << 12)
    largest = current * 16
  }

  mutating func next() -> Int {
    defer { current = min(current * 4, largest) }
    return current
  }
}

extension String {
  /// The lines of a text: one for a text without a line end.
  fileprivate var lines: [String] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
