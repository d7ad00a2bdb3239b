/// The rule that splits a line into the words whose n-grams BLEU compares.
///
/// The raw values are sacreBLEU's names. Scores under different tokenizers are not comparable.
public enum BLEUTokenizer: String, CaseIterable, Sendable {
  /// The default: NIST's `mteval-v13a`, for languages that put spaces between words.
  case mteval13a = "13a"
  /// NIST's `mteval-v14` with `--international-tokenization`: splits at all Unicode punctuation.
  case international = "intl"
  /// Every Chinese character is a word, the rest is split nearly as by ``mteval13a``.
  case chinese = "zh"
  /// Every character that is not whitespace is a word.
  case character = "char"
  /// Splits at whitespace only: for lines that are tokenized already.
  case whitespace = "none"

  /// The words of a line in their order.
  ///
  /// - Parameter line: Text without a line end.
  /// - Returns: No word for an empty line, or one of whitespace.
  public func words(in line: String) -> [String] {
    let bytes = prepared(line)
    return WordSplitter(self).words(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}

extension BLEUTokenizer {
  /// The line as UTF-8, stripped and unescaped as sacreBLEU does before it splits.
  func prepared(_ line: String) -> [UInt8] {
    let scalars = line.unicodeScalars
    guard let last = scalars.lastIndex(where: { !$0.isPythonWhitespace }) else { return [] }
    let first =
      self == .chinese ? scalars.firstIndex { !$0.isPythonWhitespace } : scalars.startIndex
    let bytes = Array(line.utf8[(first ?? last)..<scalars.index(after: last)])
    return self == .mteval13a ? unescaped(bytes) : bytes
  }

  /// What stands before a line's first and after its last character.
  ///
  /// Only ``mteval13a`` pads the line with spaces, so only there a stop at either end is split off.
  var edge: CharacterClass { self == .mteval13a ? .whitespace : .edge }

  func characterClass(of scalar: Unicode.Scalar) -> CharacterClass {
    if scalar.isPythonWhitespace { return .whitespace }
    return switch self {
    case .mteval13a: westernClass(of: scalar)
    case .international: internationalClass(of: scalar)
    case .chinese: scalar.isChinese ? .symbol : westernClass(of: scalar)
    case .character: .symbol
    case .whitespace: .letter
    }
  }
}

/// Undoes the escapes of the NIST format, in mteval's order: `&amp;lt;` becomes `<`.
private func unescaped(_ line: [UInt8]) -> [UInt8] {
  guard line.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 == 10 })
  else { return line }
  let escapes = [
    ("<skipped>", ""), ("-\n", ""), ("\n", " "),
    ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"),
  ]
  return escapes.reduce(line) { $0.replacing(Array($1.0.utf8), with: Array($1.1.utf8)) }
}

/// The classes of `mteval-v13a`, whose rules know ASCII only.
private func westernClass(of scalar: Unicode.Scalar) -> CharacterClass {
  switch scalar {
  case "0"..."9": .digit
  case ".", ",": .stop
  case "-": .dash
  case "!"..."&", "("..."+", "/", ":"..."@", "["..."`", "{"..."~": .symbol
  default: .letter
  }
}

private func internationalClass(of scalar: Unicode.Scalar) -> CharacterClass {
  switch scalar.properties.generalCategory {
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

extension Unicode.Scalar {
  /// Whether sacreBLEU's `zh` tokenizer takes this for a Chinese character.
  fileprivate var isChinese: Bool {
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
