import ArgumentParser

/// `apus subword-nmt`: what the program of that name does, with its files and its options.
struct SubwordNMTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subword-nmt",
    abstract: "Learn and apply byte-pair encodings as subword-nmt does.",
    discussion: """
      Codes, vocabularies and text come out byte for byte as from subword-nmt 0.3.8, for models \
      that were trained with its files. For models of your own, see 'apus tokenizer train'.

      Example:

        apus subword-nmt learn-joint-bpe-and-vocab --input train.en train.de -s 10000 \\
          -o bpe.codes --write-vocabulary vocab.en vocab.de
        apus subword-nmt apply-bpe -c bpe.codes --vocabulary vocab.en \\
          --vocabulary-threshold 50 < train.en > train.bpe.en
      """,
    subcommands: [
      SubwordNMTLearnCommand.self, SubwordNMTApplyCommand.self, SubwordNMTVocabularyCommand.self,
      SubwordNMTJointCommand.self, SubwordNMTDecodeCommand.self,
    ])
}
