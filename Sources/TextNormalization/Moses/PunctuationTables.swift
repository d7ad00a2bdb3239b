/// The rules of Moses' `normalize-punctuation.perl`, in its order.
///
/// Each table is a paragraph of the script. Where sacremoses departs from it, the table takes the
/// variant.
extension PunctuationRules {
  /// Parentheses get their spaces outside, and marks lose the space before them.
  static func extraSpaces(_ variant: Variant) -> [Substitution] {
    [
      Substitution("\r", ""),
      Substitution("(", " ("),
      Substitution(")", ") "),
      singleSpaces,
      Substitution(") ", ")", after: .stop),
      Substitution("( ", "("),
      Substitution(" )", ")"),
      Substitution(" %", "%", follows: variant.digit),
      Substitution(" :", ":"),
      Substitution(" ;", ";"),
    ]
  }

  /// Quotation marks as the Penn Treebank writes them become straight ones.
  static let pennQuotes = [
    Substitution("`", "'"),
    Substitution("''", " \" "),
  ]

  /// Quotation marks, dashes and the ellipsis become ASCII.
  static func unicodeMarks(_ variant: Variant) -> [Substitution] {
    [
      Substitution("„", "\""),
      Substitution("“", "\""),
      Substitution("”", "\""),
      Substitution("–", "-"),
      Substitution("—", " - "),
      singleSpaces,
      Substitution("´", "'"),
      Substitution("‘", "'", between: .asciiLetter),
      Substitution("’", "'", between: .asciiLetter),
      Substitution("‘", "'"),
      Substitution("‚", "'"),
      Substitution("’", variant == .moses ? "\"" : "'"),
      Substitution("''", "\""),
      Substitution("´´", "\""),
      Substitution("…", "..."),
    ]
  }

  /// Guillemets become straight quotation marks, without the no-break space inside.
  static func frenchQuotes(_ variant: Variant) -> [Substitution] {
    [
      Substitution("\u{A0}«\u{A0}", variant == .moses ? " \"" : "\""),
      Substitution("«\u{A0}", "\""),
      Substitution("«", "\""),
      Substitution("\u{A0}»\u{A0}", variant == .moses ? "\" " : "\""),
      Substitution("\u{A0}»", "\""),
      Substitution("»", "\""),
    ]
  }

  /// No-break spaces beside marks and units go, or become spaces.
  static let pseudoSpaces = [
    Substitution("\u{A0}%", "%"),
    Substitution("nº\u{A0}", "nº "),
    Substitution("\u{A0}:", ":"),
    Substitution("\u{A0}ºC", " ºC"),
    Substitution("\u{A0}cm", " cm"),
    Substitution("\u{A0}?", "?"),
    Substitution("\u{A0}!", "!"),
    Substitution("\u{A0};", ";"),
    Substitution(",\u{A0}", ", "),
    singleSpaces,
  ]

  /// Whether the mark or the quotation mark comes first, where both stand together.
  static func quoteCommas(_ language: String, _ variant: Variant) -> [PunctuationRule] {
    if language == "en" { return [.quote(.marksFirst)] }
    let putsQuoteFirst =
      switch variant {
      case .moses: !["cs", "cz"].contains(language)
      case .sacremoses: ["de", "es", "fr"].contains(language)
      }
    guard putsQuoteFirst else { return [] }
    return [
      .substitution(Substitution(",\"", "\",")),
      .quote(.quoteFirst(whitespace: variant.whitespace, lineEnds: variant == .moses)),
    ]
  }

  /// A no-break space between digits becomes the language's separator.
  static func numbers(_ language: String, _ variant: Variant) -> [Substitution] {
    let usesComma = ["de", "es", "cz", "cs", "fr"].contains(language)
    return [Substitution("\u{A0}", usesComma ? "," : ".", between: variant.digit)]
  }

  /// Chinese and Japanese marks, and fullwidth digits, become ASCII: `replace-unicode-punctuation`.
  static func unicodePunctuation(_ variant: Variant) -> PunctuationRuleList {
    variant == .moses ? mosesEquivalents : sacremosesEquivalents
  }

  private static let mosesEquivalents = equivalents(swallowing: .space)
  private static let sacremosesEquivalents = equivalents(swallowing: .unicodeWhitespace)

  private static func equivalents(swallowing space: CharacterKind) -> PunctuationRuleList {
    let stops = ["。", "．"].map { Substitution($0, ". ", swallowing: space) }
    let marks = asciiEquivalents.map { Substitution($0, $1) }
    return PunctuationRuleList((stops + marks).map(PunctuationRule.substitution))
  }

  private static let asciiEquivalents = [
    ("，", ","), ("、", ","), ("”", "\""), ("“", "\""), ("∶", ":"), ("：", ":"), ("？", "?"),
    ("《", "\""), ("》", "\""), ("）", ")"), ("！", "!"), ("（", "("), ("；", ";"), ("」", "\""),
    ("「", "\""), ("０", "0"), ("１", "1"), ("２", "2"), ("３", "3"), ("４", "4"), ("５", "5"),
    ("６", "6"), ("７", "7"), ("８", "8"), ("９", "9"), ("～", "~"), ("’", "'"), ("…", "..."),
    ("━", "-"), ("〈", "<"), ("〉", ">"), ("【", "["), ("】", "]"), ("％", "%"),
  ]

  /// Each run of spaces becomes one space.
  private static let singleSpaces = Substitution("  ", " ", swallowing: .space)
}

extension PunctuationRules.Variant {
  fileprivate var digit: CharacterKind { self == .moses ? .asciiDigit : .unicodeDigit }
  fileprivate var whitespace: CharacterKind {
    self == .moses ? .asciiWhitespace : .unicodeWhitespace
  }
}
