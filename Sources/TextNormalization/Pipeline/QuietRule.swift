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

  /// Raises the classes of the characters that may change.
  func raise(_ classes: inout [UInt8]) {
    switch self {
    case .form(let form):
      let isRaised = cicu_raise_form_classes(form.icuForm, form.icuVersion, &classes)
      precondition(isRaised, "ICU's data for normal forms is missing")
    case .controls:
      raise(&classes, ScalarSet.removedControls.ranges + ScalarSet.spacingControls.ranges)
    case .unusualSpaces:
      let ranges = ScalarSet.whiteSpace.ranges.filter { $0 != 0x20...0x20 }
      raise(&classes, ranges, to: CICU_ALONE)
    case .uppercase: raise(&classes) { CaseMapping.lowercase($0) != nil }
    case .foldedCase: raise(&classes) { CaseMapping.folded($0) != nil }
    case .nonspacingMarks: raise(&classes, where: cicu_is_nonspacing_mark)
    case .scalars(let scalars): raise(&classes, scalars.map { $0...$0 })
    }
  }

  private func raise(
    _ classes: inout [UInt8], _ ranges: [ClosedRange<UInt32>], to level: Int = CICU_NOISY
  ) {
    for scalar in ranges.joined() {
      classes[Int(scalar)] = max(classes[Int(scalar)], UInt8(level))
    }
  }

  private func raise(_ classes: inout [UInt8], where isNoisy: (UInt32) -> Bool) {
    for scalar in classes.indices where !(0xD800...0xDFFF).contains(scalar) {
      if isNoisy(UInt32(scalar)) { classes[scalar] = UInt8(CICU_NOISY) }
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
