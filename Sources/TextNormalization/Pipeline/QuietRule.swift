import CICU

/// What a step that looks at a few characters at a time may change.
enum QuietRule: Hashable {
  /// What a normal form changes, reorders or composes.
  case form(NormalForm)
  /// Controls that are removed or become spaces.
  case controls
  /// Whitespace other than U+0020, which is looked at where it stands.
  case unusualSpaces
  case uppercase
  case foldedCase
  case nonspacingMarks
  /// These characters, wherever they stand.
  case scalars([UInt32])

  /// Whether U+0020 to U+007E have class 0, but for spaces that follow spaces.
  var keepsPlainText: Bool {
    switch self {
    case .form, .controls, .unusualSpaces, .nonspacingMarks: true
    case .uppercase, .foldedCase: false
    case .scalars(let scalars): !scalars.contains { (0x20..<0x7F).contains($0) }
    }
  }

  /// Raises the classes of the characters that may change.
  func raise(_ classes: CharacterClasses) {
    switch self {
    case .form(let form): classes.raise(form)
    case .controls:
      let ranges = ScalarSet.removedControls.ranges + ScalarSet.spacingControls.ranges
      for range in ranges { classes.raise(range) }
    case .unusualSpaces:
      for range in ScalarSet.whiteSpace.ranges where range != 0x20...0x20 {
        classes.raise(range, to: CICU_ALONE)
      }
    case .uppercase: raise(classes) { CaseMapping.lowercase($0) != nil }
    case .foldedCase: raise(classes) { CaseMapping.folded($0) != nil }
    case .nonspacingMarks: raise(classes, where: cicu_is_nonspacing_mark)
    case .scalars(let scalars): for scalar in scalars { classes.raise(scalar...scalar) }
    }
  }

  private func raise(_ classes: CharacterClasses, where isNoisy: (UInt32) -> Bool) {
    for scalar in 0..<UInt32(CICU_CODE_POINT_COUNT) where !(0xD800...0xDFFF).contains(scalar) {
      if isNoisy(scalar) { classes.raise(scalar...scalar) }
    }
  }
}

extension [QuietRule] {
  /// Whether a character that one rule changes by itself is left by the others as it comes out.
  ///
  /// That is so for a normal form with the cleaning of controls before it, and with steps after it
  /// that look at one character at a time. It is not if another form may compose the results.
  var keepCharactersAlone: Bool {
    let others = drop { $0 == .controls }.dropFirst()
    return others.allSatisfy { rule in
      switch rule {
      case .form, .scalars: false
      case .controls, .unusualSpaces, .uppercase, .foldedCase, .nonspacingMarks: true
      }
    }
  }
}

extension Normalizer.Step {
  /// What the step may change, or nil if that depends on more of the text than a few characters.
  var quietRule: QuietRule? {
    switch self {
    case .form(let form): .form(form)
    case .controls: .controls
    case .lowercase: .uppercase
    case .caseFold: .foldedCase
    case .stripAccents: .nonspacingMarks
    case .replace(let replacement): .scalars(replacement.pattern.unicodeScalars.map(\.value))
    case .whitespace, .transliterate, .characterMap, .punctuation, .truecase: nil
    }
  }
}
