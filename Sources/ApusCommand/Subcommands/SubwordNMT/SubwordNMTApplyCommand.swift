import ArgumentParser
import SubwordNMT
import Tokenization

/// `apus subword-nmt apply-bpe`: words to subwords.
struct SubwordNMTApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply-bpe",
    abstract: "Cut the words of text into subwords.",
    discussion: """
      Example:

        apus subword-nmt apply-bpe -c bpe.codes --vocabulary vocab.en \\
          --vocabulary-threshold 50 < test.en > test.bpe.en
      """)

  @OptionGroup var files: SubwordNMTFileOptions

  @Option(name: [.long, .short], help: ArgumentHelp("The merges.", valueName: "file"))
  var codes: String

  @Option(
    name: [.long, .short],
    help: ArgumentHelp("Merges to use; -1 for all.", valueName: "n"))
  var merges = -1

  @Option(
    name: [.long, .short],
    help: ArgumentHelp("Stands behind subwords that do not end a word.", valueName: "text"))
  var separator = "@@"

  @Option(
    help: ArgumentHelp(
      "Subwords with their counts; merges that make others are taken back.", valueName: "file"))
  var vocabulary: String?

  @Option(
    help: ArgumentHelp(
      "The count from which on a subword of the vocabulary is used.", valueName: "n"))
  var vocabularyThreshold: Int?

  @Option(
    help: ArgumentHelp(
      "How likely a merge is left out in each round; for training data.", valueName: "p"))
  var dropout = 0.0

  @Option(
    help: ArgumentHelp(
      "The seed of --dropout, as in Python. (default: a random one)", valueName: "n"))
  var seed: Int?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Words and regular expressions to keep whole.", valueName: "expression"))
  var glossaries: [String] = []

  @OptionGroup var workers: SubwordNMTWorkerOptions

  func validate() throws {
    try require(merges, in: (-1)..., "--merges", wanted: "0 or more, or -1")
    try require(dropout, in: 0...1, "--dropout", wanted: "0 to 1")
    guard vocabularyThreshold == nil || vocabulary != nil else {
      throw ValidationError("--vocabulary-threshold is of use with --vocabulary only")
    }
  }

  func run() throws {
    let encoders = try SubwordNMTEncoderPool(
      try SubwordNMTCodes(contentsOf: codes, merges: merges == -1 ? nil : merges),
      options: try options(), threadCount: workers.count)
    var blocks = try TextBlocks(path: files.input)
    let output = try ByteSink(path: files.output)
    while let block = try blocks.next() { try output.write(encoders.encode(block)) }
  }

  private func options() throws -> SubwordNMTEncoder.Options {
    var options = SubwordNMTEncoder.Options()
    options.separator = separator
    options.vocabulary = try vocabulary.map {
      try SubwordNMTVocabulary(contentsOf: $0, threshold: vocabularyThreshold ?? 0)
    }
    options.glossaries = glossaries
    options.dropout = dropout
    // Python takes the magnitude of a seed.
    options.seed = seed.map { UInt64($0.magnitude) } ?? .random(in: 0...(.max))
    return options
  }
}
