/// A step of a normaliser in a Hugging Face `tokenizer.json`.
package enum HuggingFaceStep: Equatable, Sendable {
  /// `Replace` with a regular expression.
  case replace(pattern: String, content: String)
  /// `NFC`.
  case nfc
  /// `NFKC`.
  case nfkc
  /// `Strip` on both sides.
  case strip
}

extension Normalizer {
  /// The same normaliser as a sequence of steps that the `tokenizers` library knows.
  package var huggingFaceSteps: [HuggingFaceStep] {
    var steps: [HuggingFaceStep] = []
    if configuration.cleansControls {
      steps.append(.replace(pattern: ScalarSet.removedControls.pattern, content: ""))
      steps.append(.replace(pattern: ScalarSet.spacingControls.pattern, content: " "))
    }
    switch configuration.form {
    case .none: break
    case .nfc: steps.append(.nfc)
    case .nfkc: steps.append(.nfkc)
    }
    if configuration.collapsesWhitespace {
      steps.append(.replace(pattern: ScalarSet.whiteSpace.pattern + "+", content: " "))
      steps.append(.strip)
    }
    return steps
  }
}
