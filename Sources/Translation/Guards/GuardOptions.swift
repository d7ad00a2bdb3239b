/// What the guards of a translation do; everything but what is an option is on.
public struct GuardOptions: Sendable, Equatable {
  /// What kinds of text come out exactly as they went in.
  public var protectedKinds: Set<ProtectedKind> = [
    .placeholders, .tags, .entities, .addresses, .symbols,
  ]
  /// Words and phrases that stay as they are, each where it stands as a whole word.
  public var protectedTerms: [String] = []
  /// Regular expressions, in ICU's syntax, of what stays as it is.
  public var protectedPatterns: [String] = []
  /// Whether lines in capitals and headings in title case are translated in the case of sentences.
  public var restoresCase = true
  /// Whether loops, empty and absurdly long or short translations are replaced.
  public var checksTranslations = true
  /// Whether each sentence of a line is translated by itself, and bullets stay where they are.
  public var splitsSentences = false
  /// Translations returned per line, best first.
  public var candidateCount = 1

  /// The guards that are on by default.
  public init() {}
}

/// A kind of text that is no language, and stays as it is.
public enum ProtectedKind: String, Sendable, CaseIterable {
  /// What programs fill in: `{name}`, `{{name}}`, `${name}`, `%s`, `%1$s`, `%(name)s`.
  case placeholders
  /// Tags, comments and instructions of HTML and XML.
  case tags
  /// `&amp;`, `&#8211;`.
  case entities
  /// URLs and e-mail addresses.
  case addresses
  /// Emoji, pictures, arrows, escape sequences, and what the vocabulary cannot spell.
  case symbols
  /// Paths of files.
  case paths
  /// Numbers, with what is attached to them.
  case numbers
}

/// What the guards need to know of a model.
package struct GuardedModel: Sendable {
  /// The code of the language that is translated, as "en".
  package var sourceLanguage: String
  /// The code of the language of the translations.
  package var targetLanguage: String
  /// The most tokens that the model takes; nil if it takes any number.
  package var tokenLimit: Int?
  /// How many tokens a text has.
  package var tokenCount: @Sendable (String) -> Int
  /// Whether the vocabulary can spell a character; nil if it spells all.
  package var spells: (@Sendable (String) -> Bool)?

  /// Describes a model by what it does to text.
  ///
  /// - Parameters:
  ///   - sourceLanguage: The code of the language that is translated.
  ///   - targetLanguage: The code of the language of the translations.
  ///   - tokenLimit: The most tokens that the model takes; nil if it takes any number.
  ///   - tokenCount: How many tokens a text has.
  ///   - spells: Whether the vocabulary can spell a character; nil if it spells all.
  package init(
    sourceLanguage: String, targetLanguage: String, tokenLimit: Int? = nil,
    tokenCount: @escaping @Sendable (String) -> Int = { $0.utf8.count },
    spells: (@Sendable (String) -> Bool)? = nil
  ) {
    self.sourceLanguage = sourceLanguage
    self.targetLanguage = targetLanguage
    self.tokenLimit = tokenLimit
    self.tokenCount = tokenCount
    self.spells = spells
  }
}
