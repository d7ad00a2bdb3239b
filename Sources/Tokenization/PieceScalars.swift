/// The characters of normalised text in order, each with whether a piece begins at it.
///
/// A space goes before the text, so that a word is the same piece at the start of a line as
/// elsewhere (Kudo and Richardson, 2018). Empty text has no characters.
struct PieceScalars: Sequence, IteratorProtocol {
  private var remaining: String.UnicodeScalarView.Iterator
  private var previous: CharacterClass?
  private let isEmpty: Bool

  init(_ normalizedText: String) {
    remaining = normalizedText.unicodeScalars.makeIterator()
    isEmpty = normalizedText.isEmpty
  }

  mutating func next() -> (scalar: Unicode.Scalar, startsPiece: Bool)? {
    guard let previous else { return first() }
    guard let scalar = remaining.next() else { return nil }
    let current = CharacterClass(scalar)
    self.previous = current
    return (scalar, current.startsPiece(after: previous))
  }

  private mutating func first() -> (scalar: Unicode.Scalar, startsPiece: Bool)? {
    guard !isEmpty else { return nil }
    previous = .space
    return (" ", true)
  }
}
