/// The characters of an expression, and how far they are read.
struct RegexCursor {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  var following: Unicode.Scalar? {
    position + 1 < scalars.count ? scalars[position + 1] : nil
  }

  mutating func advance() { position += 1 }

  mutating func goBack(to start: Int) { position = start }

  mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  /// Reads characters as long as they are of a kind.
  ///
  /// - Parameters:
  ///   - maximumCount: How many to read at most.
  ///   - isTaken: Whether a character is of the kind.
  /// - Returns: The characters, which may be none.
  mutating func takeWhile(
    upTo maximumCount: Int = .max, _ isTaken: (Unicode.Scalar) -> Bool
  ) -> String {
    let start = position
    while let scalar = next, position - start < maximumCount, isTaken(scalar) { position += 1 }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }
}
