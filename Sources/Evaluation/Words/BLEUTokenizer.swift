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
    var buffer = WordBuffer()
    let words = buffer.append(line.utf8, isLowercased: false, self)
    return buffer.texts(words)
  }
}

extension BLEUTokenizer {
  /// The splitter, which is made when it is first asked for.
  var splitter: WordSplitter {
    switch self {
    case .mteval13a: .mteval13a
    case .international: .international
    case .chinese: .chinese
    case .character: .character
    case .whitespace: .whitespace
    }
  }
}

extension WordSplitter {
  fileprivate static let mteval13a = WordSplitter(
    CharacterClasses { $0.westernClass }, isPadded: true)
  fileprivate static let international = WordSplitter(
    CharacterClasses { $0.internationalClass }, isPadded: false)
  fileprivate static let chinese = WordSplitter(
    CharacterClasses { $0.chineseClass }, isPadded: false)
  fileprivate static let character = WordSplitter(
    CharacterClasses { $0.isPythonWhitespace ? .whitespace : .symbol }, isPadded: false)
  /// Splits at what Python takes for whitespace.
  static let whitespace = WordSplitter(
    CharacterClasses { $0.isPythonWhitespace ? .whitespace : .letter }, isPadded: false)
}

extension WordBuffer {
  /// Appends the words of a line, stripped and unescaped as sacreBLEU does before it splits.
  ///
  /// - Parameters:
  ///   - line: UTF-8 without a line end.
  ///   - isLowercased: Whether the line is taken in lower case.
  ///   - tokenizer: The rule that splits it.
  /// - Returns: The numbers of its words.
  mutating func append(
    _ line: some Collection<UInt8>, isLowercased: Bool, _ tokenizer: BLEUTokenizer
  ) -> Range<Int> {
    var extent = appendStripped(line, isLowercased: isLowercased)
    if tokenizer == .chinese { extent = strippingStart(of: extent) }
    let (words, hasEscapeSign) = appendWords(of: extent, splitBy: tokenizer.splitter)
    guard tokenizer == .mteval13a, hasEscapeSign else { return words }
    self.words.removeSubrange(words)
    extent = replace(nistEscapes, in: extent)
    return appendWords(of: extent, splitBy: tokenizer.splitter).words
  }
}

/// The escapes of the NIST format in mteval's order, so that `&amp;lt;` becomes `<`.
private let nistEscapes = [
  Replacement("<skipped>", by: ""), Replacement("-\n", by: ""), Replacement("\n", by: " "),
  Replacement("&quot;", by: "\""), Replacement("&amp;", by: "&"), Replacement("&lt;", by: "<"),
  Replacement("&gt;", by: ">"),
]
