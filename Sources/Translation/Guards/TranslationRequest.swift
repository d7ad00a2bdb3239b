/// A plain text for the network, and what its translation must be like.
package struct TranslationRequest: Sendable, Hashable {
  /// One line of text.
  package var text: String
  /// Texts that the translation must hold, each once; empty at the first try.
  package var requiredTexts: [String]
  /// Whether no n-gram may occur twice: the first try has ended in a loop.
  package var forbidsRepetition: Bool
  /// The most tokens that the translation may have; nil where search decides.
  package var maximumTokenCount: Int?

  /// A text to translate in any way.
  package init(
    _ text: String, requiredTexts: [String] = [], forbidsRepetition: Bool = false,
    maximumTokenCount: Int? = nil
  ) {
    self.text = text
    self.requiredTexts = requiredTexts
    self.forbidsRepetition = forbidsRepetition
    self.maximumTokenCount = maximumTokenCount
  }
}

/// What became of a line.
public struct GuardedLine: Sendable, Equatable {
  /// The translations, best first, at least one.
  ///
  /// The log-probability and the score of a line in parts are the sums of those of its parts; what
  /// is copied counts as certain.
  public var candidates: [Translation]
  /// What the guards did, each thing once.
  public var warnings: [TranslationWarning]

  /// The best translation.
  public var text: String { candidates.first?.text ?? "" }

  /// Joins translations to what was done for them.
  public init(candidates: [Translation], warnings: [TranslationWarning]) {
    self.candidates = candidates
    self.warnings = warnings
  }
}
