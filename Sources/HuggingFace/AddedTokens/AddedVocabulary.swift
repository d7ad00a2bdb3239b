import Tokenization

/// The tokens that a file adds to those of its model.
struct AddedVocabulary: Sendable {
  /// What a token is called in text and when tokens are turned back into text.
  private struct Entry {
    let token: AddedToken
    let spelling: String
  }

  private var entries: [TokenID: Entry] = [:]
  private var numbers = ByteTrie()
  private var specialContents = ByteTrie()
  /// Finds the tokens of original text, and those of normalised text.
  private var originalFinder = AddedTokenFinder()
  private var normalizedFinder = AddedTokenFinder()

  /// Numbers the tokens of a list.
  ///
  /// As in the package, a token has the number of the model's piece that is spelled so, and
  /// otherwise the next one after the model's; the number in the list does not count.
  ///
  /// - Parameters:
  ///   - field: The list.
  ///   - vocabulary: The pieces of the model.
  ///   - normalizer: What is done to text before normalised tokens are looked for.
  /// - Throws: `TokenizationError`, naming the token.
  init(
    _ field: JSONField, _ vocabulary: PipelineVocabulary, _ normalizer: (any PipelineNormalizer)?
  ) throws {
    var next = TokenID(clamping: vocabulary.pieceCount)
    for tokenField in field.isNull ? [] : try field.elements() {
      let token = try AddedToken(tokenField)
      if token.content.isEmpty { continue }
      let content = Array(token.content.utf8)
      let known = numbers.value(of: content) ?? vocabulary.trie.value(of: content)
      let number = known ?? next
      if known == nil { next += 1 }
      let spelling =
        token.isNormalized ? Self.normalized(token.content, by: normalizer) : token.content
      guard !spelling.isEmpty else {
        throw tokenField.unsupported(wanted: "tokens of which something is left in normalised text")
      }
      _ = numbers.insert(content, number)
      if token.isSpecial { _ = specialContents.insert(content, number) }
      entries[number] = Entry(token: token, spelling: spelling)
    }
    fillFinders()
  }

  private mutating func fillFinders() {
    for (number, entry) in entries.sorted(by: { $0.key < $1.key }) {
      if entry.token.isNormalized {
        normalizedFinder.insert(entry.spelling, entry.token, number)
      } else {
        originalFinder.insert(entry.spelling, entry.token, number)
      }
    }
  }

  private static func normalized(
    _ content: String, by normalizer: (any PipelineNormalizer)?
  ) -> String {
    var text = AlignedScalars(content, hasOrigins: false)
    normalizer?.normalize(&text)
    return String(String.UnicodeScalarView(text.scalars))
  }

  // MARK: Tokens

  /// The largest number of an added token, if there are any.
  var largestNumber: TokenID? { entries.keys.max() }

  func number(of content: String) -> TokenID? { numbers.value(of: Array(content.utf8)) }

  /// How a token is spelled: the normalised form of one that is looked for in that.
  func spelling(of number: TokenID) -> String? { entries[number]?.spelling }

  /// The content of a token as the file has it.
  func content(of number: TokenID) -> String? { entries[number]?.token.content }

  /// Whether a piece that is spelled so marks and never spells.
  func isSpecial(_ spelling: String) -> Bool {
    specialContents.value(of: Array(spelling.utf8)) != nil
  }

  // MARK: Text

  /// Finds the tokens in a text, and normalises what lies between them.
  ///
  /// - Parameters:
  ///   - text: The original text.
  ///   - normalizer: What is done to text that is no token.
  /// - Returns: The text in pieces, of which some are tokens.
  func pieces(
    of text: AlignedScalars, normalizedBy normalizer: (any PipelineNormalizer)?
  ) -> PreTokenizedText {
    var result = PreTokenizedText(hasOrigins: text.hasOrigins)
    for (range, token) in originalFinder.stretches(of: text.scalars.span) {
      guard token == nil else {
        result.append(text, range, token: token)
        continue
      }
      var part = text[range]
      guard !part.isEmpty else { continue }
      normalizer?.normalize(&part)
      for (range, token) in normalizedFinder.stretches(of: part.scalars.span) {
        result.append(part, range, token: token)
      }
    }
    return result
  }
}
