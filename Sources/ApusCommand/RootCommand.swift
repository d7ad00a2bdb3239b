import ArgumentParser

/// `apus`: the list of verbs.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apus",
    abstract: "Neural machine translation: train, translate, score.",
    discussion: """
      Text goes line by line from standard input to standard output, one line out for each line \
      in, in order. Progress and logs go to standard error. The exit status is 0 when all was \
      done, 1 after a failure and 2 after wrong usage.

      From two files of text to translations:

        apus tokenizer train --input train.en train.de --vocab-size 8000 \\
          --output tokenizer.json
        apus train --src en --tgt de --train train --valid valid \\
          --tokenizer tokenizer.json --output models/en-de
        apus translate --src en --tgt de < test.en > test.hyp
        apus score test.de -i test.hyp
      """,
    version: "apus \(Program.version)",
    subcommands: [
      TokenizerCommand.self, SubwordNMTCommand.self, NormalizeCommand.self,
      SplitSentencesCommand.self, SplitWordsCommand.self, TruecaserCommand.self, TrainCommand.self,
      TranslateVerb.self, RescoreCommand.self, ScoreCommand.self, AverageCommand.self,
      QuantizeCommand.self, ShortlistCommand.self, DoctorCommand.self, BenchCommand.self,
    ])
}
