package import Tokenization

extension GuardedModel {
  /// Describes a model by its tokenizer.
  ///
  /// - Parameters:
  ///   - tokenizer: The model's.
  ///   - sourceLanguage: The code of the language that is translated.
  ///   - targetLanguage: The code of the language of the translations.
  ///   - tokenLimit: The most tokens that the model takes; nil if it takes any number.
  package init(
    tokenizer: Tokenizer, sourceLanguage: String, targetLanguage: String, tokenLimit: Int?
  ) {
    var spells: (@Sendable (String) -> Bool)?
    if let unknown = tokenizer.specialTokens.unknown {
      spells = { !tokenizer.tokenize($0).contains(unknown) }
    }
    self.init(
      sourceLanguage: sourceLanguage, targetLanguage: targetLanguage, tokenLimit: tokenLimit,
      tokenCount: { tokenizer.tokenize($0).count }, spells: spells)
  }
}
