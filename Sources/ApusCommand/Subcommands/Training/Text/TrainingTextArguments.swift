import ArgumentParser
import Corpora
import Tokenization
import TransformerModel

/// What is trained on what.
struct TrainingTextArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The language to translate from, such as en.", valueName: "language"))
  var src: String

  @Option(help: ArgumentHelp("The language to translate to, such as de.", valueName: "language"))
  var tgt: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Training text: PREFIX.SRC and PREFIX.TGT, of one corpus or several.", valueName: "prefix"))
  var train: [String]

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "How often an epoch sees each corpus: 2.5 is twice all pairs, and once more half of them. "
        + "(default: 1 each)", valueName: "weight"))
  var trainWeights: [Double] = []

  @Option(help: ArgumentHelp("Validation text: PREFIX.SRC and PREFIX.TGT.", valueName: "prefix"))
  var valid: String?

  @Option(help: ArgumentHelp("The tokenizer of both languages.", valueName: "file"))
  var tokenizer: String

  @Option(help: ArgumentHelp("The model's folder.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("The size of the model.", valueName: "size"))
  var preset = Preset.small

  @OptionGroup var filters: CorpusFilterArguments

  func validate() throws {
    guard src != tgt else { throw ValidationError("--src and --tgt are both \(src)") }
    guard trainWeights.isEmpty || trainWeights.count == train.count else {
      throw ValidationError(
        "--train-weights has \(trainWeights.count) and --train has \(train.count); wanted a weight "
          + "for each corpus")
    }
    for weight in trainWeights {
      try require(
        weight, in: Double.leastNonzeroMagnitude...1000, "--train-weights",
        wanted: "more than 0, at most 1000")
    }
    // Languages whose scripts are not known are found out before anything is read.
    _ = try filters.filter(maximumLength: 1, source: src, target: tgt)
  }

  /// The weight of each corpus.
  var weights: [Double] { trainWeights.isEmpty ? train.map { _ in 1 } : trainWeights }

  /// Opens the two files of a prefix.
  func open(_ prefix: String) throws -> ParallelText {
    try ParallelText(prefix: prefix, sourceLanguage: src, targetLanguage: tgt)
  }
}

extension Preset: ExpressibleByArgument {}
