/// How the words of a line are told apart.
public enum WordForm: String, CaseIterable, Codable, Sendable {
  /// Text as people write it: words lie between white space, without the punctuation around them.
  case raw
  /// Text that a tokeniser has cut: words lie between white space, and so do marks.
  case tokenized
}

extension WordForm {
  /// Visits each word of a line, and says whether a sentence starts with it.
  ///
  /// Tags as `<b>` are passed over. Opening quotation marks and brackets leave the start of a
  /// sentence to the word behind them; so does all punctuation in raw text. A sentence ends at
  /// one of `.:?!`; in raw text a stop after an initial or an abbreviation as "U.S." ends none.
  ///
  /// - Parameters:
  ///   - utf8: The line, valid UTF-8.
  ///   - body: Gets the bytes of each word, and whether it starts a sentence.
  func forEachWord(
    in utf8: Span<UInt8>, _ body: (_ word: Range<Int>, _ startsSentence: Bool) -> Void
  ) {
    var startsSentence = true
    var chunks = TextChunks(utf8)
    while let chunk = chunks.next(in: utf8) {
      let parts = self == .raw ? rawParts(of: chunk, in: utf8) : tokenParts(of: chunk, in: utf8)
      if let word = parts.word {
        body(word, startsSentence)
        startsSentence = false
      }
      if parts.endsSentence { startsSentence = true }
    }
  }

  private typealias Parts = (word: Range<Int>?, endsSentence: Bool)

  private func tokenParts(of token: Range<Int>, in utf8: Span<UInt8>) -> Parts {
    let longestMark = 6
    guard token.count <= longestMark else { return (token, false) }
    let bytes = token.map { utf8[$0] }
    if Self.sentenceEnds.contains(bytes) { return (nil, true) }
    return (Self.delayedStarts.contains(bytes) ? nil : token, false)
  }

  private func rawParts(of chunk: Range<Int>, in utf8: Span<UInt8>) -> Parts {
    var start = chunk.lowerBound
    while start < chunk.upperBound {
      let (scalar, end) = utf8.decodeScalar(at: start)
      if scalar.isWordPart { break }
      start = end
    }
    var end = chunk.upperBound
    while end > start {
      let (scalar, scalarStart) = utf8.decodeScalar(before: end)
      if scalar.isWordPart { break }
      end = scalarStart
    }
    guard start < end else { return (nil, hasStop(utf8, chunk)) }
    let endsSentence = hasStop(utf8, end..<chunk.upperBound) && !isAbbreviation(utf8, start..<end)
    return (start..<end, endsSentence)
  }

  private func hasStop(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, end) = utf8.decodeScalar(at: position)
      if Self.stops.contains(scalar) { return true }
      position = end
    }
    return false
  }

  /// Whether a word before a full stop is a single letter, or has a stop within as "U.S" has.
  private func isAbbreviation(_ utf8: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.upperBound < utf8.count, utf8[word.upperBound] == UInt8(ascii: ".") else {
      return false
    }
    let (first, end) = utf8.decodeScalar(at: word.lowerBound)
    if end == word.upperBound { return first.properties.isAlphabetic }
    return word.contains { utf8[$0] == UInt8(ascii: ".") }
  }

  private static let sentenceEnds = Set([".", ":", "?", "!"].map { Array($0.utf8) })
  private static let delayedStarts = Set(
    ["(", "[", "\"", "'", "&apos;", "&quot;", "&#91;", "&#93;"].map { Array($0.utf8) })
  private static let stops: Set<Unicode.Scalar> = [".", ":", "?", "!", "…", "。", "！", "？", "："]
}
