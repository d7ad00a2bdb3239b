/// A place where a sentence may end: the stop, and what stands before and after it.
///
/// Words are looked for within a few bytes only, so that no text makes the search slow.
struct SentenceStop {
  /// The whole text.
  private let utf8: [UInt8]
  /// Where the sentence would start, and where the next would.
  private let sentence: Range<Int>
  /// Where the white space starts that follows the stop.
  private let spaceStart: Int
  /// Where quotation marks and brackets start that close behind the stop.
  private let closersStart: Int
  /// Where the run of marks starts, as in "?!".
  private let marksStart: Int

  init(utf8: [UInt8], sentence: Range<Int>) {
    self.utf8 = utf8
    self.sentence = sentence
    let start = sentence.lowerBound
    spaceStart = utf8.runStart(before: sentence.upperBound, after: start, where: \.isWhiteSpace)
    closersStart = utf8.runStart(before: spaceStart, after: start) { $0.closesQuotation }
    marksStart = utf8.runStart(before: closersStart, after: start) { $0.isStop }
  }

  /// Whether a line or a paragraph ends here.
  var endsParagraph: Bool {
    var position = spaceStart
    while position < sentence.upperBound {
      let (scalar, end) = utf8.span.decodeScalar(at: position)
      if scalar.separatesParagraphs { return true }
      position = end
    }
    return false
  }

  var isFollowedBySpace: Bool { spaceStart < sentence.upperBound }

  /// The last mark of the stop, or nil if the sentence would end without one.
  var mark: Unicode.Scalar? {
    marksStart < closersStart ? utf8.span.decodeScalar(before: closersStart).scalar : nil
  }

  /// Whether the stop is one full stop and nothing else, so that it may belong to an abbreviation.
  var isLoneFullStop: Bool {
    closersStart == spaceStart && closersStart - marksStart == 1 && mark == "."
  }

  /// What stands before the stop in the sentence, if that is short.
  var wholeSentence: String? {
    marksStart - sentence.lowerBound <= longestMarker ? text(sentence.lowerBound..<marksStart) : nil
  }

  /// The word before the stop, without punctuation before it, if it is not too long.
  var word: String? {
    let start = wordStart(before: marksStart)
    return marksStart - start < longestWord ? text(start..<marksStart) : nil
  }

  /// Whether the word before the word is a single letter with a full stop, as "z." is.
  var followsInitial: Bool {
    let gapEnd = wordStart(before: marksStart)
    let stopEnd = utf8.runStart(before: gapEnd, after: sentence.lowerBound, where: \.isWhiteSpace)
    guard stopEnd < gapEnd, stopEnd > sentence.lowerBound, utf8[stopEnd - 1] == fullStop
    else { return false }
    let word = text(wordStart(before: stopEnd - 1)..<(stopEnd - 1))
    return word.isSingleLetter
  }

  /// The first character of what follows.
  var next: Unicode.Scalar? {
    let start = sentence.upperBound
    return start < utf8.count ? utf8.span.decodeScalar(at: start).scalar : nil
  }

  /// The first word of what follows, a few marks passed over; empty if there is none.
  var nextWord: String {
    let start = nextWordStart
    return text(start..<nextWordEnd(from: start))
  }

  /// Whether the first word of what follows is a letter with a full stop, an initial.
  var isFollowedByInitial: Bool {
    let start = nextWordStart
    let end = nextWordEnd(from: start)
    return end < utf8.count && utf8[end] == fullStop && text(start..<end).isSingleLetter
  }

  private func wordStart(before end: Int) -> Int {
    let limit = max(sentence.lowerBound, end - longestWord)
    let chunkStart = utf8.runStart(before: end, after: limit) { !$0.isWhiteSpace }
    var start = chunkStart
    while start < end {
      let (scalar, scalarEnd) = utf8.span.decodeScalar(at: start)
      if scalar.isWordPart { break }
      start = scalarEnd
    }
    return start
  }

  private var nextWordStart: Int {
    var start = sentence.upperBound
    for _ in 0..<mostMarks where start < utf8.count {
      let (scalar, end) = utf8.span.decodeScalar(at: start)
      if scalar.isWordPart { break }
      start = end
    }
    return start
  }

  private func nextWordEnd(from start: Int) -> Int {
    var wordEnd = start
    while wordEnd < min(start + longestWord, utf8.count) {
      let (scalar, end) = utf8.span.decodeScalar(at: wordEnd)
      guard scalar.isWordPart else { break }
      wordEnd = end
    }
    return wordEnd
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: utf8[range], as: UTF8.self)
  }
}

private let longestWord = 48
private let longestMarker = 8
private let mostMarks = 8
private let fullStop = UInt8(ascii: ".")

extension [UInt8] {
  /// Where the run of scalars starts that ends at a byte and reaches back to another at most.
  fileprivate func runStart(
    before end: Int, after limit: Int, where isMember: (Unicode.Scalar) -> Bool
  ) -> Int {
    var runStart = end
    while runStart > limit {
      let (scalar, start) = span.decodeScalar(before: runStart)
      guard isMember(scalar) else { break }
      runStart = start
    }
    return runStart
  }
}

extension String {
  /// Whether the text is one letter and nothing else.
  var isSingleLetter: Bool {
    guard let first = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return first.properties.isAlphabetic
  }
}

extension Unicode.Scalar {
  fileprivate var separatesParagraphs: Bool {
    "\n"..."\r" ~= self || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}"
  }

  /// Whether the scalar ends a sentence in some language.
  fileprivate var isStop: Bool { self == "…" || Self.fullwidthStops.contains(self) || isASCIIStop }

  private var isASCIIStop: Bool { self == "." || self == "!" || self == "?" }

  /// Whether the scalar can close a quotation or a bracket, in one language or another.
  var closesQuotation: Bool {
    if isASCII { return "\"')]}".unicodeScalars.contains(self) }
    switch properties.generalCategory {
    case .initialPunctuation, .finalPunctuation, .closePunctuation: return true
    default: return false
    }
  }

  private static let fullwidthStops: Set<Unicode.Scalar> = [
    "。", "！", "？", "．", "｡", "‼", "⁇", "⁈", "⁉",
  ]
}
