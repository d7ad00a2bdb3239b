/// A text cut into words and single marks.
///
/// Letters, digits and their accents make words; every other character stands alone, as do those of
/// scripts that put no blanks between words.
struct CutText {
  /// The words and marks in their order.
  private(set) var tokens: [String] = []
  /// The blanks before each token.
  private var blanks: [String] = []
  private var trailingBlank = ""

  init(_ text: String) {
    var word = ""
    var blank = ""
    func isWord(_ scalar: Unicode.Scalar) -> Bool { !word.isEmpty && scalar.isWordPart }
    for scalar in text.unicodeScalars {
      if isWord(scalar) || (!word.isEmpty && scalar.isAccent) {
        word.unicodeScalars.append(scalar)
        continue
      }
      if !word.isEmpty { append(&word, after: &blank) }
      if scalar.properties.isWhitespace {
        blank.unicodeScalars.append(scalar)
      } else {
        word.unicodeScalars.append(scalar)
        if !scalar.isWordPart { append(&word, after: &blank) }
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

extension Unicode.Scalar {
  /// Whether the character makes words with its neighbours.
  fileprivate var isWordPart: Bool {
    (properties.isAlphabetic || properties.numericType != nil) && !isWordOfItsOwn
  }

  fileprivate var isAccent: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Ideographs and kana.
  private var isWordOfItsOwn: Bool {
    properties.isIdeographic || (0x3040...0x30FF).contains(value)
  }
}
