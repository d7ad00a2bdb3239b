import ArgumentParser
import SubwordNMT
import Tokenization

/// `apus subword-nmt learn-joint-bpe-and-vocab`: merges for several languages at once.
struct SubwordNMTJointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn-joint-bpe-and-vocab",
    abstract: "Learn merges from several texts, and the vocabulary of each.",
    usage: """
      apus subword-nmt learn-joint-bpe-and-vocab --input <file> ... --output <file>
                       --write-vocabulary <file> ... [<options>]
      """,
    discussion: """
      Example:

        apus subword-nmt learn-joint-bpe-and-vocab --input train.en train.de -s 10000 \\
          -o bpe.codes --write-vocabulary vocab.en vocab.de
      """)

  @Option(
    name: [.long, .short], parsing: .upToNextOption,
    help: ArgumentHelp("Texts in UTF-8.", valueName: "file"))
  var input: [String]

  @Option(
    name: [.long, .short], help: ArgumentHelp("The file of merges to write.", valueName: "file"))
  var output: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The vocabularies to write, one for each text.", valueName: "file"))
  var writeVocabulary: [String]

  @OptionGroup var learning: SubwordNMTLearningOptions

  @Option(help: ArgumentHelp("Stands behind subwords that do not end a word.", valueName: "text"))
  var separator = "@@"

  @OptionGroup var workers: SubwordNMTWorkerOptions

  func validate() throws {
    guard input.count == writeVocabulary.count else {
      throw ValidationError(
        "--input names \(input.count) files and --write-vocabulary \(writeVocabulary.count); "
          + "wanted as many of both")
    }
    guard !input.isEmpty else { throw ValidationError("--input names no file") }
  }

  func run() throws {
    var words = SubwordNMTVocabulary()
    for file in input { try words.count(contentsOf: file) }
    let codes = try learning.learn(words)
    try codes.write(to: output)

    var options = SubwordNMTEncoder.Options()
    options.separator = separator
    let encoders = try SubwordNMTEncoderPool(codes, options: options, threadCount: workers.count)
    for (text, file) in zip(input, writeVocabulary) {
      var vocabulary = SubwordNMTVocabulary()
      try vocabulary.count(contentsOf: text, encodedBy: encoders)
      try vocabulary.write(to: file)
    }
  }
}
