import ArgumentParser

/// `apus train`: a model from a parallel corpus.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on a parallel corpus.",
    usage: """
      apus train --src <language> --tgt <language> --train <prefix>
                 --tokenizer <file> --output <folder> [<options>]
      """,
    discussion: """
      Trains the transformer of "Attention Is All You Need" and leaves the model in a folder that \
      'apus translate' reads. Checkpoints go to its folder 'checkpoints'. The same command again \
      goes on where the run was stopped, by an interrupt (Ctrl-C), a crash or --max-updates, and \
      ends with the same model as a run without a stop; with a higher --max-updates it trains \
      longer.

      With a validation text, training reports its loss and BLEU, can stop by --patience, and \
      keeps the mean of the last checkpoints as the model where it is better than the last one.

      Example: reads corpora/x/train.en, corpora/x/train.de, corpora/x/valid.en and so on.

        apus train --src en --tgt de --train corpora/x/train \\
          --valid corpora/x/valid --tokenizer tokenizer.json --preset tiny \\
          --output models/en-de
      """)

  @OptionGroup(title: "Text and model") var text: TrainingTextArguments

  @OptionGroup(title: "Optimisation") var optimisation: OptimisationArguments

  @OptionGroup(title: "Course of the run") var course: CourseArguments

  func run() throws {
    try TrainingRun(command: self).run()
  }
}
