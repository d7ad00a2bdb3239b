/// The classes of characters that the steps of a pipeline ask for.
///
/// The package `tokenizers` takes them from several libraries with tables of different versions of
/// Unicode. A class here names the version, and leaves out characters that came later.
extension Unicode.Scalar {
  /// Unicode's property White_Space, which no longer changes.
  var isWhiteSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20: true
    case 0..<0x85: false
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  // MARK: Unicode 16, of regular expressions

  /// Whether a letter, `\p{L}`.
  var isLetter: Bool {
    if isASCII { return isASCIILetter }
    return properties.generalCategory.isLetter && isAssigned(by: 16)
  }

  /// Whether a number of any kind, `\p{N}`.
  var isNumber: Bool {
    if isASCII { return isASCIIDigit }
    return properties.generalCategory.isNumber && isAssigned(by: 16)
  }

  /// Whether a part of a word, `\w` in the syntax of Rust.
  var isWordPart: Bool {
    if isASCII { return isASCIILetter || isASCIIDigit || self == "_" }
    guard isAssigned(by: 16) else { return false }
    switch properties.generalCategory {
    case .decimalNumber, .connectorPunctuation: return true
    case let category:
      return category.isMark || properties.isAlphabetic || properties.isJoinControl
    }
  }

  // MARK: Other versions

  /// Whether a number of any kind, in the standard library of Rust: Unicode 17.
  var isNumeric: Bool {
    if isASCII { return isASCIIDigit }
    return properties.generalCategory.isNumber && isAssigned(by: 17)
  }

  /// Whether punctuation, in the terms of BERT: Unicode 8 and all ASCII signs.
  var isPunctuation: Bool {
    switch value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return true
    case 0..<0x80: return false
    // These two were punctuation then.
    case 0x166D, 0x111C9: return true
    default: return properties.generalCategory.isPunctuation && isAssigned(by: 8)
    }
  }

  /// Whether a control, a format character or one for private use, in Unicode 8.
  var isOther: Bool {
    switch properties.generalCategory {
    case .control, .format, .privateUse: isAssigned(by: 8)
    default: false
    }
  }

  /// Whether a mark that takes no room of its own, in Unicode 8.
  var isNonspacingMark: Bool {
    switch value {
    case 0..<0x300: false
    // The first two took none then, the third was punctuation.
    case 0x1734, 0x1171E: true
    case 0x111C9: false
    default: properties.generalCategory == .nonspacingMark && isAssigned(by: 8)
    }
  }

  /// Whether a mark of any kind, in Unicode 9.
  var isCombiningMark: Bool {
    switch value {
    case 0..<0x300: false
    // The first two were marks then, the third was none.
    case 0x1CF2, 0x1CF3: true
    case 0x111C9: false
    default: properties.generalCategory.isMark && isAssigned(by: 9)
    }
  }

  // MARK: Parts

  /// Whether a version of Unicode has the character.
  func isAssigned(by version: Int) -> Bool {
    guard let age = properties.age else { return false }
    return age.major <= version
  }

  var isASCIILetter: Bool { (0x61...0x7A).contains(value | 0x20) }
  var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
}

extension Unicode.GeneralCategory {
  var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  var isMark: Bool {
    switch self {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  var isNumber: Bool {
    switch self {
    case .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }

  var isPunctuation: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }

  var isSymbol: Bool {
    switch self {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: false
    }
  }

  var isSeparator: Bool {
    switch self {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
