import Decoding
package import LexicalShortlist
import Tokenization

extension Tokenizer {
  /// The tokens that may translate a sentence: those of its shortlist, and those that its
  /// constraints name.
  func targetTokens(of sentence: TokenizedSentence, from shortlist: Shortlist) -> [TokenID] {
    let listed = shortlist.tokens(for: sentence.tokens)
    guard sentence.request.hasConstraints else { return listed }
    let constraints = constraints(of: sentence.request)
    let named = constraints.prefix + constraints.required.joined().joined()
    return Set(listed).union(named).sorted()
  }
}

extension ModelBundle {
  /// Opens a shortlist and checks that it is one for the model.
  ///
  /// - Parameter path: The file that `apus shortlist` wrote.
  /// - Returns: The shortlist.
  /// - Throws: `ShortlistError`, or an error of the file.
  package func shortlist(contentsOf path: String) throws -> Shortlist {
    let shortlist = try Shortlist(contentsOf: path)
    try shortlist.check(
      sourceVocabularyCount: tokenizer.vocabularyCount,
      targetVocabularyCount: tokenizer.vocabularyCount,
      purpose: ShortlistPurpose(
        sourceLanguage: configuration.sourceLanguage,
        targetLanguage: configuration.targetLanguage, tokenizerFile: tokenizer.file.bytes))
    return shortlist
  }
}
