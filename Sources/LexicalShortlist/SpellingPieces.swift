/// Which pieces of a vocabulary every shortlist needs so that any text can be spelled.
package enum SpellingPieces {
  /// What stands for a space or for a word's end in pieces of SentencePiece, byte-level BPE,
  /// subword-nmt, WordPiece and the first BPE.
  private static let prefixes = ["▁", "Ġ", "##"]
  private static let suffixes = ["@@", "</w>"]

  /// The numbers of pieces that are a byte, or a single character with or without a mark of its
  /// place in the word: letters, digits, punctuation.
  ///
  /// Of ideographs and of Hangul syllables there are too many for every list. They are left out
  /// where bytes can spell them.
  ///
  /// - Parameter pieces: The spellings of the vocabulary, by number.
  /// - Returns: Numbers, ascending.
  package static func tokens(in pieces: [String]) -> [Int32] {
    let bytes = pieces.indices.filter { isByte(pieces[$0]) }
    let spellsByBytes = bytes.count == 256
    let characters = pieces.indices.filter { index in
      guard let character = character(of: pieces[index]) else { return false }
      return !(spellsByBytes && isOneOfThousands(character))
    }
    return (bytes + characters).sorted().map { Int32($0) }
  }

  /// Whether a piece is a byte such as `<0x0A>`.
  private static func isByte(_ piece: String) -> Bool {
    let digits = piece.dropFirst(3).dropLast()
    return piece.utf8.count == 6 && piece.hasPrefix("<0x") && piece.hasSuffix(">")
      && digits.allSatisfy(\.isHexDigit)
  }

  /// The single character of a piece, or nil if it has none or several.
  private static func character(of piece: String) -> Unicode.Scalar? {
    var body = piece.unicodeScalars[...]
    // A mark alone is a piece like any other.
    guard body.count > 1 else { return body.first }
    if let prefix = prefixes.first(where: { body.starts(with: $0.unicodeScalars) }) {
      body = body.dropFirst(prefix.unicodeScalars.count)
    }
    if let suffix = suffixes.first(where: {
      body.reversed().starts(with: $0.unicodeScalars.reversed())
    }) {
      body = body.dropLast(suffix.unicodeScalars.count)
    }
    return body.count == 1 ? body.first : nil
  }

  private static func isOneOfThousands(_ character: Unicode.Scalar) -> Bool {
    character.properties.isIdeographic || 0xAC00...0xD7A3 ~= character.value
  }
}
