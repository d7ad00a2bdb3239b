import ArgumentParser
import TextNormalization

/// What `--case truecase` needs.
struct TruecaseArguments: ParsableArguments {
  @Option(help: ArgumentHelp("What 'apus truecaser train' wrote, or Moses.", valueName: "file"))
  var truecaseModel: String?

  @Option(
    help: ArgumentHelp(
      "The text that the model is for: raw, or tokenized with marks apart. (default: raw)",
      valueName: "text"))
  var truecaseText: WordForm?

  func validate(isWanted: Bool) throws {
    if isWanted && truecaseModel == nil {
      throw ValidationError("--case truecase needs --truecase-model")
    }
    let given =
      truecaseModel.map { _ in "--truecase-model" } ?? truecaseText.map { _ in "--truecase-text" }
    if !isWanted, let given { throw ValidationError("\(given) goes with --case truecase only") }
  }

  /// Reads the model.
  ///
  /// - Returns: The model.
  /// - Throws: `TextError`, with the line where the file breaks the format.
  func model() throws -> TruecaseModel {
    guard let truecaseModel else { throw ValidationError("--truecase-model is wanted") }
    return try TruecaseModel(contentsOf: truecaseModel, form: truecaseText ?? .raw)
  }
}
