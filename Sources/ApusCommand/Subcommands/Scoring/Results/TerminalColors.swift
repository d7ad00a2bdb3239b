/// Colors of a terminal, or none.
struct TerminalColors {
  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36
  }

  /// Whether text is colored at all.
  let areShown: Bool

  /// The text in a color.
  func callAsFunction(_ text: String, _ color: Color) -> String {
    areShown ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension StringProtocol {
  /// The number of characters that are seen, as Python counts them: scalars outside of colors.
  var shownWidth: Int {
    var count = 0
    var isInColor = false
    for scalar in unicodeScalars {
      if isInColor {
        isInColor = scalar != "m"
      } else if scalar == "\u{1B}" {
        isInColor = true
      } else {
        count += 1
      }
    }
    return count
  }
}
