/// Brings punctuation into plain ASCII, as the scripts of Moses do.
///
/// Corpora write quotation marks, dashes and spaces before marks in many ways, often in one file.
/// The rules are those of `normalize-punctuation.perl`, character by character, for one line of text.
public struct PunctuationRules: Equatable, Sendable {
  /// Which program's output the rules give, where the two differ.
  public enum Variant: String, CaseIterable, Codable, Sendable {
    /// The Perl scripts of Moses.
    case moses
    /// The Python package sacremoses, which Marian's models in `transformers` were fed by.
    case sacremoses
  }

  /// Which of the rules apply; the defaults are those of both programs.
  public struct Options: Codable, Equatable, Sendable {
    /// Whether ` becomes ', and '' becomes " (Moses does not with `-penn`).
    public var straightensPennQuotes = true
    /// Whether a comma or full stop beside a quotation mark changes places with it, by language.
    public var ordersQuotesAndCommas = true
    /// Whether a no-break space between digits becomes a comma or full stop, by language.
    public var joinsNumbers = true
    /// Whether Chinese, Japanese and fullwidth punctuation becomes ASCII first.
    public var replacesUnicodePunctuation = false
    /// Whether controls and other characters without a look go last.
    public var removesControls = false

    /// The defaults of both programs.
    public init() {}
  }

  /// The language of the text, as "de"; others than en, de, es, fr and cs share the rules left.
  public let language: String
  /// Which of the rules apply.
  public let options: Options
  /// Which program's output the rules give.
  public let variant: Variant
  private let rules: PunctuationRuleList

  /// Prepares the rules for a language.
  public init(language: String, options: Options = Options(), variant: Variant = .moses) {
    self.language = language
    self.options = options
    self.variant = variant
    rules = PunctuationRuleList(
      Self.rules(language: language.primaryLanguage, options, variant))
  }

  /// The text with plain punctuation.
  ///
  /// - Parameter text: One line; sacremoses also removes white space from its ends.
  /// - Returns: The line as the chosen program writes it.
  public func normalized(_ text: String) -> String {
    var rewriter = PunctuationRewriter(Array(text.utf8))
    rewriter.apply(rules)
    var result = String(decoding: rewriter.utf8, as: UTF8.self)
    if options.removesControls {
      result = result.replacingNonPrinting(by: variant == .moses ? " " : nil)
    }
    return variant == .sacremoses ? result.withoutOuterSpace() : result
  }

  /// The text with Chinese, Japanese and fullwidth punctuation in ASCII.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - variant: Moses swallows spaces after a full stop, sacremoses any white space.
  /// - Returns: What `replace-unicode-punctuation.perl` makes of the line.
  public static func replacingUnicodePunctuation(
    in text: String, variant: Variant = .moses
  ) -> String {
    var rewriter = PunctuationRewriter(Array(text.utf8))
    rewriter.apply(unicodePunctuation(variant))
    return String(decoding: rewriter.utf8, as: UTF8.self)
  }

  /// The text with a space for each character without a look.
  ///
  /// - Parameter text: One line.
  /// - Returns: What `remove-non-printing-char.perl` makes of the line, joiners included.
  public static func replacingNonPrintingCharacters(in text: String) -> String {
    text.replacingNonPrinting(by: " ")
  }

  private static func rules(
    language: String, _ options: Options, _ variant: Variant
  ) -> [PunctuationRule] {
    var substitutions = extraSpaces(variant)
    if options.straightensPennQuotes { substitutions += pennQuotes }
    substitutions += unicodeMarks(variant) + frenchQuotes(variant) + pseudoSpaces

    var rules = options.replacesUnicodePunctuation ? unicodePunctuation(variant).rules : []
    rules += substitutions.map(PunctuationRule.substitution)
    if options.ordersQuotesAndCommas { rules += quoteCommas(language, variant) }
    if options.joinsNumbers {
      rules += numbers(language, variant).map(PunctuationRule.substitution)
    }
    return rules
  }
}

extension PunctuationRules: Codable {
  private enum CodingKeys: String, CodingKey {
    case language, options, variant
  }

  /// Reads what the rules were made from.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      language: try container.decode(String.self, forKey: .language),
      options: try container.decode(Options.self, forKey: .options),
      variant: try container.decode(Variant.self, forKey: .variant))
  }

  /// Writes what the rules are made from.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(language, forKey: .language)
    try container.encode(options, forKey: .options)
    try container.encode(variant, forKey: .variant)
  }
}
