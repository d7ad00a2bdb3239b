/// Which of ICU's sentence boundaries are none.
///
/// Each rule is a question about the stop: the first that says yes keeps the sentence going.
struct StopRules {
  let abbreviations: Abbreviations

  /// Whether a sentence ends at a stop.
  ///
  /// - Parameters:
  ///   - stop: A boundary of ICU's.
  ///   - hasWord: Whether a letter or a digit stands in the sentence before the stop.
  /// - Returns: False if the sentence goes on behind the stop.
  func endsSentence(_ stop: SentenceStop, hasWord: Bool) -> Bool {
    if stop.endsParagraph { return true }
    return hasWord && !isInsideWord(stop) && !continuesInSmallLetters(stop)
      && !isListMarker(stop) && !isAbbreviation(stop)
  }

  /// Whether the stop is a mark inside a word.
  ///
  /// It is in a URL, a version or an ellipsis that no white space follows. Chinese and Japanese
  /// write none behind a stop, not even behind one from ASCII.
  private func isInsideWord(_ stop: SentenceStop) -> Bool {
    guard !stop.isFollowedBySpace, let mark = stop.mark, let next = stop.next else { return false }
    if mark == "!" || mark == "?" { return !SpacelessScripts.contains(next.value) }
    return mark == "." || mark == "…"
  }

  /// Whether a small letter follows, as in: "Really?" she asked.
  ///
  /// ICU knows this for the full stop alone.
  private func continuesInSmallLetters(_ stop: SentenceStop) -> Bool {
    stop.nextWord.unicodeScalars.first?.properties.isLowercase ?? false
  }

  /// Whether the stop ends the number before an item of a list.
  private func isListMarker(_ stop: SentenceStop) -> Bool {
    guard stop.isLoneFullStop, let marker = stop.wholeSentence else { return false }
    let isNumber = marker.utf8.count <= 3 && marker.utf8.allSatisfy { 48...57 ~= $0 }
    return isNumber || marker.isSingleLetter || marker.isRomanNumeral
  }

  /// Whether the stop belongs to an abbreviation or an ordinal.
  ///
  /// "Dr. Smith", "No. 5", "J. R. R. Tolkien", "am 3. Oktober", "U.S. Army".
  private func isAbbreviation(_ stop: SentenceStop) -> Bool {
    guard stop.isLoneFullStop, let word = stop.word, let ending = word.lastPart else {
      return false
    }
    if [word, ending, word.decapitalized].contains(where: abbreviations.neverFinal.contains) {
      return true
    }
    if abbreviations.isBeforeNumber(ending) {
      return stop.next?.properties.numericType != nil
    }
    if word.isSingleLetter && stop.followsInitial { return true }
    return mayBeFinal(word, ending: ending) && !startsSentence(stop)
  }

  /// Whether a word is an abbreviation that can end a sentence all the same.
  private func mayBeFinal(_ word: String, ending: String) -> Bool {
    abbreviations.sometimesFinal.contains(ending) || word.isSingleLetter || word.isAcronym
      || (abbreviations.hasOrdinals && (word.isOrdinal || word.isRomanNumeral))
  }

  /// Whether a word follows with which sentences often start, so that the stop is one.
  private func startsSentence(_ stop: SentenceStop) -> Bool {
    abbreviations.openers.contains(stop.nextWord) && !stop.isFollowedByInitial
  }
}

extension String {
  /// What stands behind the last hyphen, slash or apostrophe: "Ing" of "Dipl.-Ing".
  fileprivate var lastPart: String? {
    unicodeScalars.split { "-/'’".unicodeScalars.contains($0) }.last.map(String.init)
  }

  /// The text with a small first letter: "cf" of "Cf", with which a sentence starts.
  fileprivate var decapitalized: String { prefix(1).lowercased() + dropFirst() }

  /// Whether the text is letters with full stops between, one or two at a time: "U.S", "Ph.D".
  fileprivate var isAcronym: Bool {
    let parts = unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.contains { $0.count == 1 }
      && parts.allSatisfy { part in
        1...2 ~= part.count && part.allSatisfy { $0.properties.isAlphabetic }
      }
  }

  /// Whether the text is a small number, or a day and a month as "3.10".
  fileprivate var isOrdinal: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { 1...3 ~= $0.count && $0.allSatisfy { 48...57 ~= $0 } }
  }

  fileprivate var isRomanNumeral: Bool {
    1...6 ~= utf8.count && unicodeScalars.allSatisfy { "IVXLC".unicodeScalars.contains($0) }
  }
}
