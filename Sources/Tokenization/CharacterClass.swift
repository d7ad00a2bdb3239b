/// What a character is to the cutting of text into pieces, within which alone merges happen.
///
/// A piece is an optional leading space and either a run of letters, marks and joiners or one other
/// character. Digits and punctuation hence never merge with letters or with one another.
enum CharacterClass {
  /// U+0020, spelled `▁` in the vocabulary.
  case space
  /// A letter, a mark, or a joiner that stands within words (U+200C, U+200D).
  case letter
  /// Anything else: a digit, a punctuation mark, a symbol.
  case single

  /// The same rule as a regular expression, for the file format; space is `▁` there.
  static let piecePattern = #"▁?[\p{L}\p{M}\x{200C}\x{200D}]+|▁?[^▁]|▁"#

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case " ": self = .space
    case "a"..."z", "A"..."Z", "\u{200C}", "\u{200D}": self = .letter
    case "\0"..."\u{7F}": self = .single
    default: self = Self.isLetterOrMark(scalar.properties.generalCategory) ? .letter : .single
    }
  }

  /// Whether a character of this class begins a piece when it follows one of another class.
  func startsPiece(after previous: CharacterClass) -> Bool {
    switch (previous, self) {
    case (_, .space): true
    case (.space, _), (.letter, .letter): false
    default: true
    }
  }

  private static func isLetterOrMark(_ category: Unicode.GeneralCategory) -> Bool {
    switch category {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }
}
