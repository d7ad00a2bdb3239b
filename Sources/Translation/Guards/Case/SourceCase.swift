/// The case in which a line is written, where it is not that of sentences.
enum SourceCase: Equatable {
  case sentence
  case capitals
  case title

  /// The case of a text whose protected spans are masked.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - language: The code of its language. English alone has headings in title case.
  init(of text: [UInt8], language: String) {
    let words = LetterWord.words(in: text)
    if words.allSatisfy({ !$0.hasLowercase }) {
      self = Self.areCapitals(words) ? .capitals : .sentence
    } else if language == "en", Self.isTitle(words, in: text) {
      self = .title
    } else {
      self = .sentence
    }
  }

  /// Whether words without a small letter are shouted: "NATO" and "ABC 123" are not.
  private static func areCapitals(_ words: [LetterWord]) -> Bool {
    let words = words.filter { $0.capitalCount > 0 }
    let letterCount = words.reduce(0) { $0 + $1.capitalCount }
    if words.count == 1 { return letterCount >= 6 }
    return letterCount >= 6 && words.contains { $0.capitalCount >= 4 }
  }

  /// Whether words are a heading of four at least.
  ///
  /// All are capitalised but for short ones, of which a list of names has none. A heading ends
  /// without a stop.
  private static func isTitle(_ words: [LetterWord], in text: [UInt8]) -> Bool {
    guard words.count >= 4, let last = text.scalar(before: text.count), !last.isStop,
      last != ",", last != ":"
    else { return false }
    var shortCount = 0
    var capitalisedCount = 0
    for (index, word) in words.enumerated() {
      if EnglishTitle.isShortWord(text[word.range]) {
        if index > 0 { shortCount += 1 }
      } else if word.capitalCount == 0 {
        return false
      } else if word.isCapitalised {
        capitalisedCount += 1
      }
    }
    return shortCount >= 1 && capitalisedCount >= 2
  }
}

/// A run of letters with the apostrophes within.
struct LetterWord {
  let range: Range<Int>
  private(set) var capitalCount = 0
  private(set) var hasLowercase = false
  private(set) var startsWithCapital = false

  /// Whether all but the first letter are small.
  var isCapitalised: Bool { startsWithCapital && capitalCount == 1 && hasLowercase }

  private init(_ range: Range<Int>, in text: [UInt8]) {
    self.range = range
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, end) = text.decodeScalar(at: position)
      if scalar.isCapital {
        capitalCount += 1
        startsWithCapital = startsWithCapital || position == range.lowerBound
      } else if scalar.isSmall {
        hasLowercase = true
      }
      position = end
    }
  }

  /// The words of a text in order.
  static func words(in text: [UInt8]) -> [LetterWord] {
    var words: [LetterWord] = []
    var position = 0
    while position < text.count {
      let (scalar, next) = text.decodeScalar(at: position)
      guard scalar.isLetter else {
        position = next
        continue
      }
      let end = text.runEnd(from: position) {
        $0.isLetter || $0 == "'" || $0 == "’" || $0.isMark
      }
      words.append(LetterWord(position..<end, in: text))
      position = end
    }
    return words
  }
}

extension Unicode.Scalar {
  fileprivate var isCapital: Bool {
    isASCII
      ? "A"..."Z" ~= self : properties.isUppercase || properties.generalCategory == .titlecaseLetter
  }

  /// Whether the scalar is a small letter that has a capital one: "ß" stands among capitals too.
  fileprivate var isSmall: Bool {
    if isASCII { return "a"..."z" ~= self }
    return self != "ß" && properties.isLowercase && properties.changesWhenUppercased
  }
}
