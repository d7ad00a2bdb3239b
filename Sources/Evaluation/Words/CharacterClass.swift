/// The part a character plays where a line is split into words.
enum CharacterClass: Equatable {
  /// Belongs to a word together with its neighbours.
  case letter
  /// Belongs to a word, and keeps stops beside it there too: `1,000.5`.
  case digit
  /// Separates words and belongs to none.
  case whitespace
  /// Is a word of its own wherever it stands.
  case symbol
  /// Is a word of its own except inside numbers.
  case stop
  /// Is a word of its own after a digit.
  case dash
  /// No character at all: the line ends here.
  case edge
}

extension CharacterClass {
  /// Whether a stop beside this stays where it is.
  var holdsStop: Bool { self == .digit || self == .edge }
}

extension Unicode.Scalar {
  /// Whether Python's `str.split` and `str.rstrip` take this for whitespace.
  ///
  /// Differs from the Unicode property White_Space by the four separators U+001C to U+001F.
  var isPythonWhitespace: Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default:
      false
    }
  }

  /// The class of mteval-v13a, whose rules know ASCII only.
  var westernClass: CharacterClass {
    if isPythonWhitespace { return .whitespace }
    return switch self {
    case "0"..."9": .digit
    case ".", ",": .stop
    case "-": .dash
    case "!"..."&", "("..."+", "/", ":"..."@", "["..."`", "{"..."~": .symbol
    default: .letter
    }
  }

  /// The class by the general category of Unicode, as mteval-v14 has it.
  var internationalClass: CharacterClass {
    if isPythonWhitespace { return .whitespace }
    return switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber:
      .digit
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      .stop
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      .symbol
    default:
      .letter
    }
  }

  /// The class of sacreBLEU's `zh`: Chinese characters apart, the rest as by mteval-v13a.
  var chineseClass: CharacterClass {
    isPythonWhitespace ? .whitespace : isChinese ? .symbol : westernClass
  }

  /// Whether sacreBLEU's `zh` tokenizer takes this for a Chinese character.
  private var isChinese: Bool {
    switch value {
    // sacreBLEU writes U+20000...U+2A6D6 and U+2F800...U+2FA1D with escapes of four digits, so that
    // it compares with the strings "\u{2000}0", "\u{2A6D}6", "\u{2F80}0" and "\u{2FA1}d". The
    // ranges meant are never met; those below are, among them the dashes and curly quotes.
    case 0x2001...0x2A6D, 0x2F81...0x2FA1,
      0x2E80...0x2EFF, 0x2F00...0x2FDF, 0x2FF0...0x2FFF, 0x3000...0x303F, 0x3100...0x312F,
      0x31A0...0x31BF, 0x31C0...0x31EF, 0x3200...0x33FF, 0x3400...0x4DB5, 0x4E00...0x9FBB,
      0xF900...0xFA2D, 0xFA30...0xFA6A, 0xFA70...0xFAD9, 0xFE10...0xFE1F, 0xFE30...0xFE4F,
      0xFF00...0xFFEF:
      true
    default:
      false
    }
  }
}
