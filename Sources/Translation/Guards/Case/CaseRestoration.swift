import Foundation

extension SourceCase {
  /// The text in the case of sentences, for the network.
  ///
  /// - Parameters:
  ///   - text: The text, its spans masked.
  ///   - language: The code of its language, which has its own letters perhaps: "İ".
  ///   - startsSentence: Whether the text begins a sentence.
  /// - Returns: What the network knows better than capitals.
  func prepared(_ text: String, language: String, startsSentence: Bool) -> String {
    switch self {
    case .sentence: return text
    case .title: return EnglishTitle.sentence(text)
    case .capitals:
      let small = text.lowercased(with: Locale(identifier: language))
      return small.capitalizingSentences(language: language, startsSentence: startsSentence)
    }
  }

  /// The translation in the case of the source.
  ///
  /// Headings in title case stay sentences: that is how other languages than English write them.
  ///
  /// - Parameters:
  ///   - text: What the network made of the prepared text.
  ///   - language: The code of its language: the capitals of "i" and "ß" depend on it.
  /// - Returns: The translation.
  func restored(_ text: String, language: String) -> String {
    switch self {
    case .sentence: text
    case .capitals: text.uppercased(with: Locale(identifier: language))
    case .title: text.capitalizingFirstLetter(language: language)
    }
  }
}

extension String {
  fileprivate func capitalizingFirstLetter(language: String) -> String {
    guard let index = firstIndex(where: \.isLetter) else { return self }
    return capitalizing(at: index, language: language)
  }

  private func capitalizing(at index: Index, language: String) -> String {
    guard self[index] != "ß" else { return self }
    let capital = String(self[index]).uppercased(with: Locale(identifier: language))
    return self[..<index] + capital + self[self.index(after: index)...]
  }

  /// The text with a capital at each start of a sentence, and in the English "I".
  fileprivate func capitalizingSentences(language: String, startsSentence: Bool) -> String {
    var result = ""
    var isStart = startsSentence
    var stopped = false
    var word = ""
    func finish() {
      defer { word = "" }
      let isPronoun =
        language == "en" && (word == "i" || word.hasPrefix("i'") || word.hasPrefix("i’"))
      result +=
        isStart && !word.isEmpty || isPronoun
        ? word.capitalizingFirstLetter(language: language) : word
      if !word.isEmpty { isStart = false }
    }
    for character in self {
      if character.isLetter || character == "'" || character == "’" {
        word.append(character)
        stopped = false
        continue
      }
      finish()
      if character.isWhitespace, stopped { isStart = true }
      stopped = character == "." || character == "!" || character == "?"
      result.append(character)
    }
    finish()
    return result
  }
}

/// Headings such as "The Cat in the Hat".
enum EnglishTitle {
  /// Whether a word is one that stands in small letters in many headings.
  static func isShortWord(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 5 && shortWords.contains(word.map { $0 | 0x20 })
  }

  /// The heading as a sentence: all words but the first one in small letters, unless they have
  /// capitals inside, or are names of days, months and languages.
  static func sentence(_ text: String) -> String {
    let utf8 = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    for (index, word) in LetterWord.words(in: utf8).enumerated() {
      result += utf8[position..<word.range.lowerBound]
      position = word.range.upperBound
      let isKept =
        index == 0 || !word.isCapitalised && word.range.count > 1
        || names.contains(Array(utf8[word.range])) || utf8[word.range].elementsEqual("I".utf8)
      let bytes = utf8[word.range]
      result +=
        isKept ? Array(bytes) : Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }
    return String(decoding: result + utf8[position...], as: UTF8.self)
  }

  private static let shortWords = words(
    "a an and as at but by for from if in into is it its nor of off on or over per so than that "
      + "the to up via vs was with you your")

  private static let names = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June "
      + "July August September October November December English German French Spanish Italian "
      + "Czech Russian Polish Chinese Japanese American British European Europe Germany France "
      + "Spain Italy England Britain America Africa Asia Russia China Japan Berlin London Paris")

  private static func words(_ list: String) -> Set<[UInt8]> {
    Set(list.split(separator: " ").map { Array($0.utf8) })
  }
}
