import ArgumentParser
import TextNormalization
import Tokenization
import TokenizerFormats

/// Where the steps of `apus normalize` come from.
struct NormalizerSourceArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The characters that normal forms know: those of ICU, or those of Unicode 9 as in a trained "
        + "tokenizer. (default: newest)", valueName: "version"))
  var unicode: NormalForm.UnicodeVersion?

  @Option(
    help: ArgumentHelp(
      "Take the steps of this tokenizer, and none of the options above.", valueName: "file"))
  var tokenizer: String?

  /// Refuses options that a tokenizer would leave without effect.
  ///
  /// - Parameter normalization: What else was given.
  /// - Throws: `ValidationError`, naming the first of them.
  func validate(beside normalization: NormalizationArguments) throws {
    let given = normalization.given + (unicode == nil ? [] : ["--unicode"])
    if tokenizer != nil, let option = given.first {
      throw ValidationError("--tokenizer has steps of its own; leave \(option) out")
    }
  }

  /// What normalises.
  ///
  /// - Parameter normalization: The options that count if no tokenizer is named.
  /// - Returns: A normaliser or a tokenizer.
  /// - Throws: `TextError` or `TokenizationError` where a file is not as it should be.
  func normalizing(by normalization: NormalizationArguments) throws -> NormalizerSource {
    guard let tokenizer else {
      return .steps(try normalization.normalizer(version: unicode ?? .newest))
    }
    return .tokenizer(try Tokenizer(contentsOf: tokenizer), file: tokenizer)
  }
}

/// What normalises text.
enum NormalizerSource: Sendable {
  case steps(Normalizer)
  case tokenizer(Tokenizer, file: String)

  /// The text in the one spelling.
  func normalized(_ text: String) -> String {
    switch self {
    case .steps(let normalizer): normalizer.normalized(text)
    case .tokenizer(let tokenizer, _): tokenizer.normalized(text)
    }
  }

  /// The steps one by one.
  ///
  /// - Returns: The normaliser.
  /// - Throws: `CommandFailure.noMerges` for tokenizers that do not tell their steps.
  func normalizer() throws -> Normalizer {
    switch self {
    case .steps(let normalizer): normalizer
    case .tokenizer(let tokenizer, let file):
      try tokenizer.requireEncoder(for: "telling the steps", file: file).normalizer
    }
  }
}
