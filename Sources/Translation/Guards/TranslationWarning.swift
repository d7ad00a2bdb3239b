/// Something that the guards of a translation did or saw.
public enum TranslationWarning: Sendable, Hashable {
  /// Placeholders, tags, addresses and the like were copied.
  case protected(count: Int)
  /// Characters were copied that the vocabulary cannot spell.
  case unspellable(String)
  /// The line was in capitals: it was translated in small letters, and has capitals again.
  case capitals
  /// The heading was in title case: it was translated as a sentence.
  case titleCase
  /// The line was longer than the model takes, and translated in parts.
  case longInput(parts: Int)
  /// Protected text was lost, doubled or changed by the network.
  case protectedTextLost
  /// The translation went round in a loop.
  case repetition
  /// The translation was empty.
  case emptyTranslation
  /// The translation was absurdly longer or shorter than the source.
  case lengthRatio
  /// Another candidate than the best one was taken.
  case alternativeTaken
  /// A second try, with more rules for search, was taken.
  case secondTry
  /// The sentence was translated in parts.
  case divided
  /// A text was left as it was.
  case sourceKept
  /// The translation is the source.
  case sameAsSource
  /// The length limit of search ended the translation.
  case lengthLimit
  /// Control characters or broken ones were taken out of the translation.
  case cleaned

  /// A short name that does not change, for programs.
  public var code: String {
    switch self {
    case .protected: "protected"
    case .unspellable: "unspellable"
    case .capitals: "capitals"
    case .titleCase: "title-case"
    case .longInput: "long-input"
    case .protectedTextLost: "protected-text-lost"
    case .repetition: "repetition"
    case .emptyTranslation: "empty-translation"
    case .lengthRatio: "length-ratio"
    case .alternativeTaken: "alternative-taken"
    case .secondTry: "second-try"
    case .divided: "divided"
    case .sourceKept: "source-kept"
    case .sameAsSource: "same-as-source"
    case .lengthLimit: "length-limit"
    case .cleaned: "cleaned"
    }
  }

  /// Whether the guards did what they are for, and nobody has to look at the line.
  public var isNote: Bool {
    switch self {
    case .protected, .capitals, .titleCase, .alternativeTaken, .secondTry: true
    default: false
    }
  }
}

extension TranslationWarning: CustomStringConvertible {
  /// What happened, for people.
  public var description: String {
    switch self {
    case .protected(let count): "\(count) protected \(count == 1 ? "text" : "texts") copied"
    case .unspellable(let text): "copied what the vocabulary cannot spell: \(text)"
    case .capitals: "translated in small letters, and put back in capitals"
    case .titleCase: "a heading in title case, translated as a sentence"
    case .longInput(let parts): "longer than the model takes: translated in \(parts) parts"
    case .protectedTextLost: "the network lost or changed protected text"
    case .repetition: "the network went round in a loop"
    case .emptyTranslation: "the network's translation was empty"
    case .lengthRatio: "the network's translation had an absurd length"
    case .alternativeTaken: "another candidate than the best one was taken"
    case .secondTry: "a second try was taken"
    case .divided: "translated in parts"
    case .sourceKept: "left untranslated, at least in part"
    case .sameAsSource: "the translation is the same as the source"
    case .lengthLimit: "the length limit ended the translation"
    case .cleaned: "control characters or broken ones were removed from the translation"
    }
  }
}
