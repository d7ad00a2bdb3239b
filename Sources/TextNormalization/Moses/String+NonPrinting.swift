extension String {
  /// The text with another character, or none, for each one of Unicode's categories C.
  ///
  /// Those are controls, formats (joiners too), private use and code points without a character.
  func replacingNonPrinting(by replacement: Unicode.Scalar?) -> String {
    guard unicodeScalars.contains(where: { $0.isNonPrinting }) else { return self }

    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if !scalar.isNonPrinting {
        result.append(scalar)
      } else if let replacement {
        result.append(replacement)
      }
    }
    return String(result)
  }

  /// The text without white space at its ends.
  func withoutOuterSpace() -> String {
    let isSpace = CharacterKind.unicodeWhitespace.contains
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[start...last])
  }
}

extension Unicode.Scalar {
  fileprivate var isNonPrinting: Bool {
    // Most text lies in these two ranges, whose members are all printed but the soft hyphen.
    if " "..."~" ~= self || "\u{A1}"..."\u{377}" ~= self { return self == "\u{AD}" }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: return true
    default: return false
    }
  }
}
