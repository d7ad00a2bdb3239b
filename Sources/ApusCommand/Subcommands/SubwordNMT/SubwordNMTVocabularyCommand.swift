import ArgumentParser
import SubwordNMT
import Tokenization

/// `apus subword-nmt get-vocab`: the words of a text with their counts.
struct SubwordNMTVocabularyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get-vocab",
    abstract: "Count the words or subwords of text.",
    discussion: """
      Writes a word and its count in each line, most frequent first.

      Example:

        apus subword-nmt get-vocab < train.bpe.en > vocab.en
      """)

  @OptionGroup var files: SubwordNMTFileOptions

  func run() throws {
    var vocabulary = SubwordNMTVocabulary()
    try vocabulary.count(contentsOf: files.input)
    try ByteSink(path: files.output).write(vocabulary.utf8)
  }
}
