import ArgumentParser
import Foundation
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

      With --n-best, each line becomes a list: LINE ||| TEXT ||| LOGPROB ||| SCORE, best first, \
      where LINE counts from 0, LOGPROB is the sum of the tokens' log-probabilities in nats and \
      SCORE is that sum divided by the length penalty.

      Examples:

        translate --src en --tgt de 'Where is the station?'
        apus translate --model models/en-de --beam 8 < test.en > test.hyp
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

  @OptionGroup(title: "Speed") var speed: SpeedArguments

  @Argument(help: ArgumentHelp("What to translate. (default: standard input)", valueName: "text"))
  var texts: [String] = []

  func validate() throws {
    guard !model.isEmpty || (src != nil && tgt != nil) else {
      throw ValidationError("give --src and --tgt, or --model")
    }
  }

  func run() throws {
    let translator = try Translator(ensemble: readModels(), options: options)
    var printer = TranslationPrinter(hypothesisCount: search.nBest)
    guard texts.isEmpty else {
      try printer.write(translator.translate(texts.flatMap(\.lines)))
      return
    }
    var chunkSizes = ChunkSizes(batchSize: speed.batchSize, threadCount: speed.threads.count)
    let input = StandardInput(capacity: chunkSizes.largest)
    while let lines = try input.next(atMost: chunkSizes.next()) {
      try printer.write(translator.translate(lines))
    }
  }

  private var options: TranslationOptions {
    var options = TranslationOptions()
    options.beamSize = search.beam
    options.lengthPenalty = search.lengthPenalty
    options.hypothesisCount = search.nBest
    options.batchSize = speed.batchSize
    options.threadCount = speed.threads.count
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
    defer { current = min(current * 2, largest) }
    return current
  }
}

extension String {
  /// The lines of a text: one for a text without a line end.
  fileprivate var lines: [String] {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
