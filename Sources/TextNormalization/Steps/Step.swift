extension Normalizer {
  /// One thing that a normaliser does to a text.
  public enum Step: Equatable, Sendable {
    /// Brings the text into a Unicode normal form.
    case form(NormalForm)
    /// Removes invisible controls, and makes a space of each control that separates words.
    ///
    /// The joiners U+200C and U+200D stay: Persian, Hindi and emoji are spelt with them.
    case controls
    /// Treats whitespace by a policy.
    case whitespace(WhitespacePolicy)
    /// Makes each character lower-case on its own, without regard to language or place in the word.
    case lowercase
    /// Folds case, as for comparison: also ß becomes ss.
    case caseFold
    /// Removes nonspacing marks; after a decomposition, é is left as e.
    case stripAccents
    /// Puts one text wherever another stands.
    case replace(Replacement)
    /// Rewrites the text with an ICU transliterator.
    case transliterate(TransliterationRules)
    /// Applies the rules of a SentencePiece model.
    case characterMap(NamedCharacterMap)
    /// Brings punctuation into one spelling, as Moses does for a language.
    case punctuation(PunctuationRules)
    /// Gives words the case that they have inside sentences.
    case truecase(TruecaseModel)
  }
}

/// A text that stands for another.
public struct Replacement: Equatable, Sendable {
  /// What is looked for, from the left, code point by code point; not empty.
  public let pattern: String
  /// What is put in its place.
  public let content: String

  /// Describes a replacement.
  ///
  /// - Parameters:
  ///   - pattern: What is looked for; not empty.
  ///   - content: What is put in its place.
  public init(pattern: String, content: String) {
    precondition(!pattern.isEmpty, "an empty text stands nowhere")
    self.pattern = pattern
    self.content = content
  }

  /// Whether the code points are equal; strings of other normal form are not.
  public static func == (left: Replacement, right: Replacement) -> Bool {
    left.pattern.utf8.elementsEqual(right.pattern.utf8)
      && left.content.utf8.elementsEqual(right.content.utf8)
  }
}
