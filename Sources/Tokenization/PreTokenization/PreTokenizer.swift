import TextNormalization

/// Cuts normalised text into the pieces within which alone merges happen.
///
/// A piece is an optional leading space and either a run of letters, marks and joiners or one other
/// character. Digits and punctuation hence never merge with letters or with one another, unless
/// the rules say otherwise. Training and encoding cut alike, because both cut here.
package struct PreTokenizer: Equatable, Sendable {
  /// What may differ between vocabularies.
  package struct Rules: Equatable, Sendable {
    /// Whether digits may merge with one another.
    package enum Digits: Equatable, Sendable {
      /// Each digit is a piece.
      case single
      /// A run of digits is a piece.
      case joined
    }

    package let digits: Digits
    /// Texts that are never cut and never merged, each of which is a piece of its own.
    ///
    /// The longest come first, since of two that fit the longer is taken.
    package let protectedSymbols: [String]

    /// Whether runs of scripts that are written without spaces are cut into words, as ICU's
    /// dictionaries find them.
    package let breaksWords: Bool

    package init(
      digits: Digits = .single, protectedSymbols: [String] = [], breaksWords: Bool = false
    ) {
      self.digits = digits
      self.breaksWords = breaksWords
      self.protectedSymbols = protectedSymbols.sorted { left, right in
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        return left.count != right.count
          ? left.count > right.count : left.lexicographicallyPrecedes(right)
      }
    }

    // Not by the equality of strings, which ignores normal form.
    package static func == (left: Self, right: Self) -> Bool {
      left.digits == right.digits && left.breaksWords == right.breaksWords
        && left.protectedSymbols.map { Array($0.utf8) }
          == right.protectedSymbols.map { Array($0.utf8) }
    }
  }

  package let rules: Rules
  private let letters = CharacterBitmap.wordCharacters
  private let digits: CharacterBitmap?
  private let protectedSymbols: SymbolMatcher

  /// Makes a pre-tokenizer.
  ///
  /// - Parameter rules: No protected symbol is empty or holds `▁`, which spells the space.
  package init(_ rules: Rules = Rules()) {
    self.rules = rules
    digits = rules.digits == .joined ? .decimalDigits : nil
    protectedSymbols = SymbolMatcher(rules.protectedSymbols)
  }

  package static func == (left: PreTokenizer, right: PreTokenizer) -> Bool {
    left.rules == right.rules
  }

  /// Visits each piece in order; together they are the whole text.
  ///
  /// - Parameters:
  ///   - utf8: Valid UTF-8, beginning with the space that goes before every text.
  ///   - body: Is given the bytes of each piece.
  @inline(__always)
  package func forEachPiece(in utf8: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    guard !rules.breaksWords else { return forEachBrokenPiece(in: utf8, body) }

    var start = 0
    while start < utf8.count {
      let end = pieceEnd(from: start, in: utf8)
      body(start..<end)
      start = end
    }
  }

  /// Visits each piece, cut further where words break; protected symbols stay whole.
  private func forEachBrokenPiece(in utf8: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    var breaks: [Int] = []
    WordBreaker().appendBreaks(in: utf8, to: &breaks)
    var next = 0
    var start = 0
    while start < utf8.count {
      let end = pieceEnd(from: start, in: utf8)
      let isWhole = isProtected(start..<end, in: utf8)
      while next < breaks.count, breaks[next] < end {
        if breaks[next] > start, !isWhole {
          body(start..<breaks[next])
          start = breaks[next]
        }
        next += 1
      }
      body(start..<end)
      start = end
    }
  }

  /// Whether a piece is a protected symbol.
  func isProtected(_ piece: Range<Int>, in utf8: Span<UInt8>) -> Bool {
    protectedSymbols.matchEnd(at: piece.lowerBound, in: utf8) == piece.upperBound
  }

  /// The end of the piece that begins at a position.
  @inline(__always)
  private func pieceEnd(from start: Int, in utf8: Span<UInt8>) -> Int {
    if let end = protectedSymbols.matchEnd(at: start, in: utf8) { return end }
    guard utf8[start] == UInt8(ascii: " ") else { return runEnd(from: start, in: utf8) }
    let next = start + 1
    guard next < utf8.count, utf8[next] != UInt8(ascii: " "),
      protectedSymbols.matchEnd(at: next, in: utf8) == nil
    else { return next }
    return runEnd(from: next, in: utf8)
  }

  /// The end of the run of letters, or of digits, or of the one other character at a position.
  @inline(__always)
  private func runEnd(from start: Int, in utf8: Span<UInt8>) -> Int {
    let (scalar, byteCount) = utf8.scalar(at: start)
    if letters.contains(scalar) { return runEnd(of: letters, from: start + byteCount, in: utf8) }
    guard let digits, digits.contains(scalar) else { return start + byteCount }
    return runEnd(of: digits, from: start + byteCount, in: utf8)
  }

  @inline(__always)
  private func runEnd(of members: CharacterBitmap, from start: Int, in utf8: Span<UInt8>) -> Int {
    var position = start
    while position < utf8.count {
      let (scalar, byteCount) = utf8.scalar(at: position)
      guard members.contains(scalar), protectedSymbols.matchEnd(at: position, in: utf8) == nil
      else { break }
      position += byteCount
    }
    return position
  }
}
