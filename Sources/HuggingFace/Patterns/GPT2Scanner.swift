/// Cuts text as GPT-2 does: contractions, words, numbers and signs, each with a space before it.
enum GPT2Scanner {
  /// The same rule as a regular expression, as files have it.
  static let pattern =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  private enum Kind {
    case letter, number, space, sign

    init(_ scalar: Unicode.Scalar) {
      if scalar.isLetter {
        self = .letter
      } else if scalar.isNumber {
        self = .number
      } else {
        self = scalar.isWhiteSpace ? .space : .sign
      }
    }
  }

  /// Gives the pieces in order; together they are the whole text.
  static func forEachPiece(in text: Span<Unicode.Scalar>, _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < text.count {
      let end = end(ofPieceFrom: start, in: text)
      body(start..<end)
      start = end
    }
  }

  private static func end(ofPieceFrom start: Int, in text: Span<Unicode.Scalar>) -> Int {
    if text[start] == "'", let length = contractionLength(after: start, in: text) {
      return start + 1 + length
    }
    let hasSpace = text[start] == " " && start + 1 < text.count
    let first = hasSpace ? start + 1 : start
    let kind = Kind(text[first])
    guard kind == .space else { return endOfRun(of: kind, from: first, in: text) }
    let end = endOfRun(of: .space, from: start, in: text)
    // The last space of a run goes with what follows.
    return end < text.count && end - start > 1 ? end - 1 : end
  }

  private static func endOfRun(
    of kind: Kind, from start: Int, in text: Span<Unicode.Scalar>
  ) -> Int {
    var end = start
    while end < text.count, Kind(text[end]) == kind { end += 1 }
    return end
  }

  private static func contractionLength(
    after position: Int, in text: Span<Unicode.Scalar>
  ) -> Int? {
    guard position + 1 < text.count else { return nil }
    let second = position + 2 < text.count ? text[position + 2] : "\0"
    switch (text[position + 1], second) {
    case ("s", _), ("t", _), ("m", _), ("d", _): return 1
    case ("r", "e"), ("v", "e"), ("l", "l"): return 2
    default: return nil
    }
  }
}
