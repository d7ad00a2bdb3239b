/// Splits text into sentences, and keeps what stands between them.
///
/// The boundaries are ICU's, by Unicode Standard Annex 29, but for those behind a stop that ends
/// nothing: an abbreviation, an initial, an ordinal, a URL. `StopRules` has the list. Abbreviations
/// are known for English, German, French, Spanish and Czech; elsewhere only what all languages
/// share. A line break, as any end of a paragraph, always ends a sentence.
public struct SentenceSplitter: Equatable, Sendable {
  /// The code of the text's language, as "de".
  public let language: String

  /// Splits text of a language.
  ///
  /// - Parameter language: A code as "de" or "de-AT"; any other language is split by common rules.
  public init(language: String) {
    self.language = language.primaryLanguage
  }

  /// The sentences of a text, in order.
  ///
  /// - Parameter text: Any text of less than 2 GB.
  /// - Returns: Ranges without a word in common; between them, and at both ends of the text, stands
  ///   white space alone.
  public func sentences(in text: String) -> [Sentence] {
    let utf8 = Array(text.utf8)
    return sentenceRanges(in: utf8).compactMap { range in
      let range = utf8.trimmingWhiteSpace(from: range)
      guard !range.isEmpty else { return nil }
      let start = text.utf8Index(at: range.lowerBound)
      let end = text.utf8Index(at: range.upperBound)
      return Sentence(range: start..<end, utf8Range: range)
    }
  }

  /// A text with others in the place of its sentences: translations, say.
  ///
  /// - Parameters:
  ///   - sentences: What `sentences(in:)` found in the text.
  ///   - text: The text.
  ///   - replacements: As many as there are sentences.
  /// - Returns: The replacements, with the white space of the text before, between and after them.
  public static func replacing(
    _ sentences: [Sentence], in text: String, with replacements: [String]
  ) -> String {
    precondition(
      sentences.count == replacements.count,
      "\(sentences.count) sentences need as many replacements, not \(replacements.count)")
    var result = ""
    var position = text.startIndex
    for (sentence, replacement) in zip(sentences, replacements) {
      result += text[position..<sentence.range.lowerBound]
      result += replacement
      position = sentence.range.upperBound
    }
    return result + text[position...]
  }

  /// Whether "“" only ever opens a quotation, which German closes with it.
  private var isChinese: Bool { ["ja", "yue", "zh"].contains(language) }

  /// The sentences with the white space behind them, as bytes: they cover the text.
  private func sentenceRanges(in utf8: [UInt8]) -> [Range<Int>] {
    let boundaries = TextBoundaries.offsets(
      of: .sentences, in: SentencePreparation(utf8).utf8.span, language: language)
    let rules = StopRules(abbreviations: Abbreviations.of(language: language))
    var ranges: [Range<Int>] = []
    var start = 0
    var scanned = 0
    var hasWord = false
    for boundary in boundaries.dropFirst() {
      let boundary = utf8.withoutOpeners(before: boundary, after: start, quotesOpen: isChinese)
      hasWord = hasWord || utf8.hasWord(in: scanned..<boundary)
      scanned = boundary
      let stop = SentenceStop(utf8: utf8, sentence: start..<boundary)
      guard boundary == utf8.count || rules.endsSentence(stop, hasWord: hasWord) else { continue }
      ranges.append(start..<boundary)
      start = boundary
      hasWord = false
    }
    return ranges
  }
}

extension [UInt8] {
  /// A boundary moved before the brackets that open right behind a stop: to ICU they close it.
  fileprivate func withoutOpeners(
    before boundary: Int, after start: Int, quotesOpen: Bool
  ) -> Int {
    guard boundary < count else { return boundary }
    var position = boundary
    while position > start {
      let (scalar, scalarStart) = span.decodeScalar(before: position)
      let isOpener =
        scalar.properties.generalCategory == .openPunctuation
        || (quotesOpen && (scalar == "“" || scalar == "‘"))
      guard isOpener else { break }
      position = scalarStart
    }
    return position > start ? position : boundary
  }

  fileprivate func hasWord(in range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, end) = span.decodeScalar(at: position)
      if scalar.isWordPart { return true }
      position = end
    }
    return false
  }

  fileprivate func trimmingWhiteSpace(from range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound {
      let (scalar, end) = span.decodeScalar(at: start)
      guard scalar.isWhiteSpace else { break }
      start = end
    }
    var end = range.upperBound
    while end > start {
      let (scalar, scalarStart) = span.decodeScalar(before: end)
      guard scalar.isWhiteSpace else { break }
      end = scalarStart
    }
    return start..<end
  }
}
