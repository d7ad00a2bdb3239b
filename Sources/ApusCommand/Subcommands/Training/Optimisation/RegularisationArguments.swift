import ArgumentParser
import Training
import TransformerModel

/// What keeps a model from learning its text by heart.
struct RegularisationArguments: ParsableArguments {
  private static let defaults = TrainingOptions()

  @Option(help: ArgumentHelp("Dropout probability. (default: the preset's)", valueName: "p"))
  var dropout: Float?

  @Option(
    help: ArgumentHelp(
      "How likely a merge of the tokenizer is left out, so that words are split in another way "
        + "each epoch.", valueName: "p"))
  var bpeDropout = defaults.bpeDropoutRate

  @Option(help: ArgumentHelp("Dropout of attention's weights.", valueName: "p"))
  var attentionDropout = defaults.attentionDropoutRate

  @Option(help: ArgumentHelp("Dropout after the feed-forward ReLU.", valueName: "p"))
  var activationDropout = defaults.activationDropoutRate

  @Option(help: ArgumentHelp("Dropout of whole words of source and target.", valueName: "p"))
  var wordDropout = defaults.wordDropoutRate

  @Option(help: ArgumentHelp("Share of the target taken for all words.", valueName: "p"))
  var labelSmoothing = defaults.labelSmoothing

  func validate() throws {
    let dropouts: [(String, Float?)] = [
      ("--dropout", dropout), ("--attention-dropout", attentionDropout),
      ("--activation-dropout", activationDropout), ("--word-dropout", wordDropout),
      ("--label-smoothing", labelSmoothing), ("--bpe-dropout", Float(bpeDropout)),
    ]
    for (option, rate) in dropouts {
      try require(rate, in: 0..<1, option, wanted: "0 or more, below 1")
    }
  }

  /// Sets what a run with a model of the preset's size is to be regularised with.
  func set(_ options: inout TrainingOptions, for preset: Preset) {
    options.dropoutRate = dropout ?? preset.dropoutRate
    options.attentionDropoutRate = attentionDropout
    options.activationDropoutRate = activationDropout
    options.wordDropoutRate = wordDropout
    options.bpeDropoutRate = bpeDropout
    options.labelSmoothing = labelSmoothing
  }
}
