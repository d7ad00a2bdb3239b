import ArgumentParser

/// `apus train`: a model from a parallel corpus.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model on a parallel corpus.",
    usage: """
      apus train --src <language> --tgt <language> --train <prefix>
                 --tokenizer <file> --output <folder> [<options>]
      apus train --status <folder> [--json]
      """,
    discussion: """
      Trains the transformer of "Attention Is All You Need" and leaves the model in a folder that \
      'apus translate' reads. Checkpoints go to its folder 'checkpoints'. The same command again \
      goes on where the run was stopped, by an interrupt (Ctrl-C), a crash or --max-updates, and \
      ends with the same model as a run without a stop; with a higher --max-updates it trains \
      longer. The signal SIGUSR1 saves a checkpoint at once. On a full disk training waits. A batch \
      whose numbers are not finite is left out and named; a run that diverges goes back to its last \
      good checkpoint and on from there at half the learning rate.

      The training text may be larger than memory, and of several corpora. Its tokens lie in the \
      file 'corpus/train.tokens' of the folder, which is made once and used again while the text, \
      the tokenizer and the filters stay the same. Every pair that is left out is listed in \
      'dropped.tsv', with its line and the reason.

      With a validation text, training reports its loss and BLEU, can stop by --patience, and \
      takes as the model what has the highest BLEU there: the last parameters or their moving \
      average, the mean of the last checkpoints, or that of the best.

      On a terminal a bar shows how training goes; elsewhere lines in the form of Marian's logs do. \
      The folder's 'report.html' shows curves and translations as training goes; 'logs' holds \
      the same numbers for programs, in metrics.jsonl and for TensorBoard. --status tells how the \
      run in a folder stands: whether it is running, how good it is, and when it will end.

      Example: reads corpora/x/train.en, corpora/x/train.de, corpora/x/valid.en and so on.

        apus train --src en --tgt de --train corpora/x/train \\
          --valid corpora/x/valid --tokenizer tokenizer.json --preset tiny \\
          --output models/en-de
      """)

  @OptionGroup(title: "Text and model") var text: TrainingTextArguments

  @OptionGroup(title: "Optimisation") var optimisation: OptimisationArguments

  @OptionGroup(title: "Course of the run") var course: CourseArguments

  @OptionGroup(title: "Configuration") var configuration: ConfigurationArguments

  func validate() throws {
    guard text.valid == nil, course.patience.count != nil else { return }
    throw ValidationError("--patience needs a validation text, --valid")
  }

  func run() throws {
    try TrainingRun(command: self).run()
  }
}
