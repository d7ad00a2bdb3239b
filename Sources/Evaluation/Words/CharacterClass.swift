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
}
