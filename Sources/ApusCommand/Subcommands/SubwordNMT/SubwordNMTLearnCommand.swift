import ArgumentParser
import SubwordNMT
import Tokenization

/// `apus subword-nmt learn-bpe`: merges from text.
struct SubwordNMTLearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn-bpe",
    abstract: "Learn merges from text.",
    discussion: """
      Writes a line with two symbols for each merge, the most frequent pair first.

      Example:

        apus subword-nmt learn-bpe -s 10000 < train.en > bpe.codes
      """)

  @OptionGroup var files: SubwordNMTFileOptions
  @OptionGroup var learning: SubwordNMTLearningOptions

  @Flag(help: "Read a word and its count from each line in place of text.")
  var dictInput = false

  @OptionGroup var workers: SubwordNMTWorkerOptions

  func run() throws {
    let codes = try learning.learn(try vocabulary())
    try ByteSink(path: files.output).write(codes.utf8)
  }

  private func vocabulary() throws -> SubwordNMTVocabulary {
    if dictInput {
      return try files.input.map { try SubwordNMTVocabulary(contentsOf: $0) }
        ?? .fromStandardInput()
    }
    var vocabulary = SubwordNMTVocabulary()
    try vocabulary.count(contentsOf: files.input)
    return vocabulary
  }
}
