import ArgumentParser
import Corpora
import FileStorage
import Foundation
import LexicalShortlist
import Tokenization
import TokenizerFormats
import Training
import Translation

/// `apus shortlist`: which target tokens may translate a sentence, from a parallel corpus.
struct ShortlistCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shortlist",
    abstract: "Learn which target tokens may translate a source token.",
    usage: """
      apus shortlist --src <language> --tgt <language> --train <prefix>
                     --model <folder> [<options>]
      apus shortlist --src <language> --tgt <language> --train <prefix>
                     --tokenizer <file> --output <file> [<options>]
      """,
    discussion: """
      Translation is faster when the output layer scores only the tokens that a sentence can need: \
      its shortlist. That has the --first most frequent target tokens, the --best most likely ones \
      of each source token, all special tokens, and all single characters and bytes, so that \
      anything can be spelled. What is likely is learned from the training text by IBM Model 1 \
      (Brown et al., 1993), and does not depend on --threads. The list of a sentence does not \
      depend on the sentences beside it.

      Example: reads corpora/x/train.en and .de, and writes models/en-de/shortlist.bin.

        apus shortlist --src en --tgt de --train corpora/x/train --model models/en-de
      """)

  @OptionGroup(title: "Text and model") var text: ShortlistTextArguments

  @Option(
    help: ArgumentHelp(
      "How many of the most frequent target tokens every list has.", valueName: "n"))
  var first = 100

  @Option(
    help: ArgumentHelp("How many target tokens each source token brings, at most.", valueName: "n"))
  var best = 100

  @Option(
    help: ArgumentHelp("How often the training text is gone through.", valueName: "n"))
  var iterations = 5

  @Option(
    help: ArgumentHelp(
      "The most memory of the table of token pairs, such as 512MB or 2GB. On text that needs more, "
        + "the pairs that were seen least are forgotten. (default: 1GiB)", valueName: "size"))
  var memory: MemorySize?

  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    try requirePositive(best, "--best")
    try requirePositive(iterations, "--iterations")
    try require(first, in: 0..., "--first", wanted: "0 or more")
  }

  func run() throws {
    let start = ContinuousClock.now
    let tokenizer = try text.readTokenizer()
    let output = try text.outputFile
    try FileManager.default.makeFolder((output as NSString).deletingLastPathComponent)
    AtomicFile.removeLeftovers(in: URL(fileURLWithPath: output).deletingLastPathComponent().path)
    let reading = ShortlistCorpus(
      text: text, tokenizer: tokenizer, threadCount: threads.count, besides: output)
    defer { reading.remove() }
    let table = train(on: try reading.read(), vocabularyCount: tokenizer.vocabularyCount)
    let content = ShortlistContent(
      table, first: first, best: best, always: tokenizer.tokensOfEveryShortlist)
    let purpose = ShortlistPurpose(
      sourceLanguage: text.src, targetLanguage: text.tgt, tokenizerFile: tokenizer.file.bytes)
    try content.write(to: output, for: purpose)
    let entryCount = content.likely.reduce(0) { $0 + $1.count }
    StandardError.write(
      "shortlist with \(entryCount.grouped) likely pairs of tokens in "
        + "\((ContinuousClock.now - start).seconds.fixed(1)) s: \(output)")
  }

  private func train(on corpus: EncodedCorpus, vocabularyCount: Int) -> LexicalTable {
    var options = LexicalTableTrainer.Options()
    options.iterationCount = iterations
    options.threadCount = threads.count
    if let memory { options.memoryLimit = memory.byteCount }
    let trainer = LexicalTableTrainer(
      sourceVocabularyCount: vocabularyCount, targetVocabularyCount: vocabularyCount,
      options: options)
    let pairs = (0..<corpus.count).lazy.map { index -> TokenPair in
      let pair = corpus[index]
      return (pair.source, pair.target)
    }
    return trainer.train(on: pairs) { progress in
      let iteration = "iteration \(progress.iteration) of \(iterations)"
      if let perplexity = progress.perplexity {
        StandardError.write("\(iteration): perplexity \(perplexity.fixed(2))")
      } else if StandardError.isTerminal {
        StandardError.show(
          "\(iteration): \(progress.pairCount.grouped) of \(corpus.count.grouped) pairs")
      }
    }
  }
}

/// What a shortlist is learned from, and for whom.
struct ShortlistTextArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The language to translate from, such as en.", valueName: "language"))
  var src: String

  @Option(help: ArgumentHelp("The language to translate to, such as de.", valueName: "language"))
  var tgt: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Training text: PREFIX.SRC and PREFIX.TGT, of one corpus or several.", valueName: "prefix"))
  var train: [String]

  @Option(help: ArgumentHelp("The model that the shortlist is for.", valueName: "folder"))
  var model: String?

  @Option(help: ArgumentHelp("The model's tokenizer, instead of the model.", valueName: "file"))
  var tokenizer: String?

  @Option(
    help: ArgumentHelp(
      "The file to write. (default: shortlist.bin in the model's folder)", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Pairs with a longer side, in tokens, are left out.", valueName: "tokens"))
  var maxLength = TrainingOptions().maximumLength

  @OptionGroup var filters: CorpusFilterArguments

  func validate() throws {
    guard src != tgt else { throw ValidationError("--src and --tgt are both \(src)") }
    guard (model == nil) != (tokenizer == nil) else {
      throw ValidationError("give either --model or --tokenizer")
    }
    _ = try outputFile
    try requirePositive(maxLength, "--max-length")
    // Languages whose scripts are not known are found out before anything is read.
    _ = try filter
  }

  /// The file to write.
  var outputFile: String {
    get throws {
      guard let file = output ?? model.map({ $0 + "/shortlist.bin" }) else {
        throw ValidationError("--output is missing; with --tokenizer there is no default")
      }
      return file
    }
  }

  var filter: PairFilter {
    get throws { try filters.filter(maximumLength: maxLength, source: src, target: tgt) }
  }

  /// The tokenizer of both languages, from the model or by itself.
  func readTokenizer() throws -> Tokenizer {
    if let tokenizer { return try Tokenizer(contentsOf: tokenizer) }
    let bundle = try ModelBundle(contentsOf: model ?? "")
    let (source, target) = (
      bundle.configuration.sourceLanguage, bundle.configuration.targetLanguage
    )
    guard (source, target) == (src, tgt) else {
      throw CommandFailure.otherLanguages(
        model: bundle.path, found: "\(source) to \(target)", wanted: "\(src) to \(tgt)")
    }
    return bundle.tokenizer
  }
}

/// The training text as token ids, in a file beside the shortlist for as long as that is made.
private struct ShortlistCorpus {
  private let text: ShortlistTextArguments
  private let tokenizer: Tokenizer
  private let encoders: PairEncoders
  private let store: CorpusStore

  init(text: ShortlistTextArguments, tokenizer: Tokenizer, threadCount: Int, besides output: String)
  {
    self.text = text
    self.tokenizer = tokenizer
    encoders = PairEncoders(joint: CorpusEncoder(tokenizer, threadCount: threadCount).tokens)
    store = CorpusStore(path: output + ".tokens", droppedPath: output + ".dropped.tsv")
  }

  /// Reads the text, and says what was left out.
  func read() throws -> EncodedCorpus {
    var recipe = CorpusRecipe(
      prefixes: text.train, languages: (text.src, text.tgt), encoders: encoders,
      vocabularyCount: tokenizer.vocabularyCount,
      encoderIdentity: tokenizer.file.bytes + Array(Program.version.utf8))
    recipe.filter = try text.filter
    let corpus = try store.corpus(of: recipe) { event in
      guard case .read(let pairCount) = event else { return }
      StandardError.write("\(pairCount.grouped) pairs read")
    }
    for part in corpus.parts {
      if let report = part.report { StandardError.write("\(part.name): \(report)") }
    }
    return corpus
  }

  /// Removes the files again.
  func remove() {
    for path in [store.path, store.droppedPath] {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}

extension Tokenizer {
  /// The tokens without which a text might not be spelled or ended.
  fileprivate var tokensOfEveryShortlist: [TokenID] {
    let markers = specialTokens
    let special = [
      markers.unknown, markers.beginOfSentence, markers.endOfSentence, markers.padding,
    ]
    let pieces = (0..<TokenID(vocabularyCount)).map(piece(for:))
    return special.compactMap { $0 } + SpellingPieces.tokens(in: pieces)
  }
}
