/// A set of characters in a regular expression, such as `\p{L}` or `[^\s,]`.
indirect enum CharacterSet: Equatable, Sendable {
  case range(ClosedRange<UInt32>)
  case property(CharacterProperty)
  case union([CharacterSet])
  case intersection([CharacterSet])
  case complement(CharacterSet)
  /// What the set holds in any case of letters.
  case ignoringCase(CharacterSet)

  static func scalar(_ scalar: Unicode.Scalar) -> CharacterSet {
    .range(scalar.value...scalar.value)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .range(let range): range.contains(scalar.value)
    case .property(let property): property.contains(scalar)
    case .union(let sets): sets.contains { $0.contains(scalar) }
    case .intersection(let sets): sets.allSatisfy { $0.contains(scalar) }
    case .complement(let set): !set.contains(scalar)
    case .ignoringCase(let set): scalar.caseVariants.contains(where: set.contains)
    }
  }
}

/// A named class of characters, in the terms of Oniguruma and of Unicode 16.
enum CharacterProperty: Equatable, Sendable {
  /// All characters of one general category.
  case category(Unicode.GeneralCategory)
  case letter, mark, number, punctuation, symbol, separator, other
  case whiteSpace, word, alphabetic, control, han, posixPunctuation

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .letter: return scalar.isLetter
    case .number: return scalar.isNumber
    case .whiteSpace: return scalar.isWhiteSpace
    case .control: return scalar.properties.generalCategory == .control
    case .han: return Self.hanRanges.contains { $0.contains(scalar.value) }
    default: break
    }
    guard scalar.isAssigned(by: 16) else {
      return self == .other || self == .category(.unassigned)
    }
    return contains(category: scalar.properties.generalCategory, scalar)
  }

  private func contains(category: Unicode.GeneralCategory, _ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .category(let wanted): category == wanted
    case .mark: category.isMark
    case .punctuation: category.isPunctuation
    case .posixPunctuation: category.isPunctuation || category.isSymbol
    case .symbol: category.isSymbol
    case .separator: category.isSeparator
    case .other: [.control, .format, .privateUse, .surrogate, .unassigned].contains(category)
    case .alphabetic: scalar.properties.isAlphabetic
    case .word: isWordPart(category, scalar)
    default: false
    }
  }

  /// Oniguruma counts superscript digits and fractions of Latin-1 among word characters.
  private func isWordPart(_ category: Unicode.GeneralCategory, _ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xB2, 0xB3, 0xB9, 0xBC...0xBE: true
    default:
      category.isMark || category == .decimalNumber || category == .connectorPunctuation
        || scalar.properties.isAlphabetic
    }
  }

  /// The characters of the script Han.
  private static let hanRanges: [ClosedRange<UInt32>] = [
    0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007,
    0x3021...0x3029, 0x3038...0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D,
    0xFA70...0xFAD9, 0x16FE2...0x16FE3, 0x16FF0...0x16FF1, 0x20000...0x2A6DF, 0x2A700...0x2B739,
    0x2B740...0x2B81D, 0x2B820...0x2CEA1, 0x2CEB0...0x2EBE0, 0x2EBF0...0x2EE5D,
    0x2F800...0x2FA1D, 0x30000...0x3134A, 0x31350...0x323AF,
  ]
}

extension CharacterProperty {
  /// Finds a property by a name that stands in `\p{…}` or `[:…:]`; case, spaces, `_` and `-` are free.
  ///
  /// - Parameter name: The name.
  /// - Returns: The property, or nil if there is none of that name here.
  static func named(_ name: String) -> CharacterProperty? {
    let key = name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
    return names[key] ?? categories[key].map(CharacterProperty.category)
  }

  private static let names: [String: CharacterProperty] = [
    "l": .letter, "letter": .letter, "m": .mark, "mark": .mark, "n": .number, "number": .number,
    "p": .punctuation, "punctuation": .punctuation, "punct": .posixPunctuation, "s": .symbol,
    "symbol": .symbol, "z": .separator, "separator": .separator, "c": .other, "other": .other,
    "space": .whiteSpace, "whitespace": .whiteSpace, "word": .word, "alpha": .alphabetic,
    "alphabetic": .alphabetic, "digit": .category(.decimalNumber), "cntrl": .control, "han": .han,
  ]

  private static let categories: [String: Unicode.GeneralCategory] = [
    "lu": .uppercaseLetter, "ll": .lowercaseLetter, "lt": .titlecaseLetter,
    "lm": .modifierLetter, "lo": .otherLetter, "mn": .nonspacingMark, "mc": .spacingMark,
    "me": .enclosingMark, "nd": .decimalNumber, "nl": .letterNumber, "no": .otherNumber,
    "pc": .connectorPunctuation, "pd": .dashPunctuation, "ps": .openPunctuation,
    "pe": .closePunctuation, "pi": .initialPunctuation, "pf": .finalPunctuation,
    "po": .otherPunctuation, "sm": .mathSymbol, "sc": .currencySymbol, "sk": .modifierSymbol,
    "so": .otherSymbol, "zs": .spaceSeparator, "zl": .lineSeparator, "zp": .paragraphSeparator,
    "cc": .control, "cf": .format, "co": .privateUse, "cn": .unassigned,
  ]
}

extension Unicode.Scalar {
  /// The character as it stands for all of its cases, as far as one character does.
  var caseFolded: Unicode.Scalar {
    Self.single(Self.single(self, \.uppercaseMapping), \.lowercaseMapping)
  }

  /// Whether its upper case is more than one character.
  var isOneCaseOfMany: Bool { properties.uppercaseMapping.unicodeScalars.count > 1 }

  /// The character, its upper case and its lower case.
  fileprivate var caseVariants: [Unicode.Scalar] {
    [self, Self.single(self, \.uppercaseMapping), caseFolded]
  }

  private static func single(
    _ scalar: Unicode.Scalar, _ mapping: KeyPath<Unicode.Scalar.Properties, String>
  ) -> Unicode.Scalar {
    let mapped = scalar.properties[keyPath: mapping].unicodeScalars
    guard let first = mapped.first, mapped.count == 1 else { return scalar }
    return first
  }
}
