/// A text cut into words and single marks.
///
/// Letters and digits make words; every other character stands alone, as do those of scripts that
/// put no blanks between words. A character is what readers see as one: an emoji of several parts,
/// a letter with its accents.
struct CutText {
  /// The words and marks in their order.
  private(set) var tokens: [String] = []
  /// The blanks before each token.
  private var blanks: [String] = []
  private var trailingBlank = ""

  init(_ text: String) {
    var word = ""
    var blank = ""
    for character in text {
      let isWordPart = character.isWordPart
      if isWordPart, !word.isEmpty {
        word.append(character)
        continue
      }
      if !word.isEmpty { append(&word, after: &blank) }
      if character.isWhitespace {
        blank.append(character)
      } else {
        word.append(character)
        if !isWordPart { append(&word, after: &blank) }
      }
    }
    if !word.isEmpty { append(&word, after: &blank) }
    trailingBlank = blank
  }

  private mutating func append(_ token: inout String, after blank: inout String) {
    tokens.append(token)
    blanks.append(blank)
    token = ""
    blank = ""
  }

  /// The text in pieces, of which every second one, from the second on, is marked.
  ///
  /// - Parameter marked: The positions of marked tokens.
  /// - Returns: Pieces that make up the text; the first may be empty.
  func pieces(marking marked: Set<Int>) -> [String] {
    var pieces = [""]
    for (index, token) in tokens.enumerated() {
      let isMarked = marked.contains(index)
      let wasMarked = pieces.count.isMultiple(of: 2)
      switch (wasMarked, isMarked) {
      case (true, true), (false, false):
        pieces[pieces.count - 1] += blanks[index] + token
      case (false, true):
        pieces[pieces.count - 1] += blanks[index]
        pieces.append(token)
      case (true, false):
        pieces.append(blanks[index] + token)
      }
    }
    if !trailingBlank.isEmpty, pieces.count.isMultiple(of: 2) { pieces.append("") }
    pieces[pieces.count - 1] += trailingBlank
    return pieces
  }
}

extension Character {
  /// Whether the character makes words with its neighbours.
  fileprivate var isWordPart: Bool {
    let first = unicodeScalars[unicodeScalars.startIndex]
    switch first {
    case "0"..."9", "A"..."Z", "a"..."z": return true
    // Most text is ASCII, and properties cost a look-up each.
    case "\0"..."\u{7F}": return false
    default:
      let isPart = first.properties.isAlphabetic || first.properties.numericType != nil
      return isPart && !first.isWordOfItsOwn
    }
  }
}

extension Unicode.Scalar {
  /// Ideographs, kana, and the letters of Thai, Lao, Myanmar and Khmer.
  fileprivate var isWordOfItsOwn: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF: true
    default: properties.isIdeographic
    }
  }
}
