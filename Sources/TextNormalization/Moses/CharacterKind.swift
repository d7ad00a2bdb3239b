/// A class of characters in a rule, as `\d` or `[a-z]` are in a regular expression.
///
/// The Perl scripts of Moses see bytes, so that their classes hold ASCII alone; sacremoses sees
/// Unicode.
enum CharacterKind: Equatable, Sendable {
  case asciiDigit
  case unicodeDigit
  case asciiLetter
  /// A mark of `.!:?;,`.
  case stop
  case space
  case asciiWhitespace
  /// What Python's `str.isspace` names: White_Space, and the four separators from U+001C on.
  case unicodeWhitespace

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .asciiDigit: scalar.isASCIIDigit
    case .unicodeDigit:
      scalar.isASCIIDigit
        || !scalar.isASCII && scalar.properties.generalCategory == .decimalNumber
    case .asciiLetter: scalar.isASCIILetter
    case .stop: ".!:?;,".unicodeScalars.contains(scalar)
    case .space: scalar == " "
    case .asciiWhitespace: scalar == " " || "\t"..."\r" ~= scalar
    case .unicodeWhitespace:
      "\u{1C}"..."\u{1F}" ~= scalar || ScalarSet.whiteSpace.contains(scalar)
    }
  }

  /// Where a run of such characters ends that starts at a byte.
  func runEnd(in utf8: Span<UInt8>, from start: Int) -> Int {
    var runEnd = start
    while runEnd < utf8.count {
      let (scalar, end) = utf8.decodeScalar(at: runEnd)
      guard contains(scalar) else { break }
      runEnd = end
    }
    return runEnd
  }
}
