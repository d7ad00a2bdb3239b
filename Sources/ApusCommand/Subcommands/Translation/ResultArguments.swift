import ArgumentParser
import Translation

/// What is read and printed for each line.
struct ResultArguments: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Each line of input is an object: text, and where wanted prefix, required and forbidden."))
  var jsonInput = false

  @Flag(help: "Print an object for each line: translations, scores, and what the guards did.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Print which source token each token translates: pairs (hard), or all weights (soft).",
      valueName: "form"))
  var alignment: AlignmentForm?

  @Option(
    help: ArgumentHelp(
      "The decoder layer that aligns, from 1. (default: the last but one)", valueName: "n"))
  var alignmentLayer: Int?

  @Flag(help: "Print the log-probability of each token.")
  var wordScores = false

  func validate() throws {
    try requirePositive(alignmentLayer, "--alignment-layer")
    guard alignment != nil || alignmentLayer == nil else {
      throw ValidationError("--alignment-layer needs --alignment")
    }
  }

  /// What the options ask of translation.
  ///
  /// - Parameters:
  ///   - options: What is changed.
  ///   - layerCount: The model's decoder layers.
  /// - Throws: `ValidationError` for a layer that the model lacks.
  func apply(to options: inout TranslationOptions, layerCount: Int) throws {
    options.details.hasTokens = wordScores || alignment != nil
    guard alignment != nil else { return }
    let layer = alignmentLayer ?? max(1, layerCount - 1)
    guard layer <= layerCount else {
      throw ValidationError(
        "--alignment-layer is \(layer); the model has \(layerCount) decoder layers")
    }
    options.details.alignmentLayer = layer
  }
}

/// How alignments are printed.
enum AlignmentForm: String, ExpressibleByArgument, CaseIterable {
  /// Pharaoh's pairs `0-0 1-2`: source and target token, both from 0.
  case hard
  /// Marian's: for each target token the weights of all source tokens.
  case soft

  /// The alignment of a translation as text.
  func text(_ details: TranslationDetails) -> String {
    switch self {
    case .hard:
      details.hardAlignment.map { "\($0.source)-\($0.target)" }.joined(separator: " ")
    case .soft:
      details.attention.map { row in
        row.map { Double($0).fixed(6) }.joined(separator: ",")
      }.joined(separator: " ")
    }
  }
}
