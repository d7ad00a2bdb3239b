/// The case that each word has inside a sentence, so that "The" and "the" are one word to a model.
///
/// A model is trained by `TruecaseTrainer`, and stored as the text format of Moses.
public struct TruecaseModel: Equatable, Sendable {
  /// How words are told apart.
  public var form: WordForm
  /// Whether a line all in capitals is rewritten word by word, unknown words in small letters.
  ///
  /// Without it, capitals stay where the corpus has them: "NASA", and "USA" among "THE USA".
  public var lowersHeadlines = false
  /// The casings of each word, the most frequent first.
  let casings: [CaselessWord: [Casing]]

  init(form: WordForm, casings: [CaselessWord: [Casing]]) {
    self.form = form
    self.casings = casings
  }

  /// How many words have an entry, whatever their case.
  public var wordCount: Int { casings.count }

  /// The text with the first word of each sentence in the case that it has elsewhere.
  ///
  /// As in Moses' `truecase.perl`, other words keep a case that the corpus knows, and words in a
  /// case that it does not know get the most frequent one. Unknown words stay as they are.
  ///
  /// - Parameter text: One line.
  /// - Returns: The line, with nothing changed but letters' case.
  public func normalized(_ text: String) -> String {
    let utf8 = Array(text.utf8)
    let isHeadline = lowersHeadlines && utf8.span.isInCapitals
    return form.rewritingWords(of: utf8) { word, startsSentence in
      guard let casings = casings[CaselessWord(word.span)], let best = casings.first else {
        return isHeadline ? word.lowercased : word
      }
      let isKept = !startsSentence && !isHeadline && casings.contains { $0.utf8 == word }
      return isKept ? word : best.utf8
    }
  }

  /// The text with a capital at the start of each sentence, as in `detruecase.perl`.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - form: How words are told apart.
  /// - Returns: The line, with nothing changed but the first letters of sentences.
  public static func detruecased(_ text: String, form: WordForm = .raw) -> String {
    form.rewritingWords(of: Array(text.utf8)) { word, startsSentence in
      guard startsSentence else { return word }
      let (first, end) = word.span.decodeScalar(at: 0)
      return Array(first.properties.titlecaseMapping.utf8) + word[end...]
    }
  }
}

extension WordForm {
  /// The text with other words in the place of its own, and all between them kept.
  fileprivate func rewritingWords(
    of utf8: [UInt8], _ rewrite: (_ word: [UInt8], _ startsSentence: Bool) -> [UInt8]
  ) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var copied = 0
    forEachWord(in: utf8.span) { range, startsSentence in
      result += utf8[copied..<range.lowerBound]
      result += rewrite(Array(utf8[range]), startsSentence)
      copied = range.upperBound
    }
    result += utf8[copied...]
    return String(decoding: result, as: UTF8.self)
  }
}

extension Span<UInt8> {
  /// Whether a text has capitals and no small letter.
  fileprivate var isInCapitals: Bool {
    var hasCapital = false
    var position = 0
    while position < count {
      let (scalar, end) = decodeScalar(at: position)
      if scalar.properties.isLowercase { return false }
      if scalar.properties.isUppercase { hasCapital = true }
      position = end
    }
    return hasCapital
  }
}

extension [UInt8] {
  fileprivate var lowercased: [UInt8] {
    var result: [UInt8] = []
    span.appendLowercased(to: &result)
    return result
  }
}
