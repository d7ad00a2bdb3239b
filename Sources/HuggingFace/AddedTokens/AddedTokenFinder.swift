import Tokenization

/// Finds added tokens in a text: the leftmost first, and of those the longest.
struct AddedTokenFinder: Sendable {
  private var tree = ByteTrie()
  private var tokens: [TokenID: AddedToken] = [:]
  /// The first characters of the tokens, so that most of a text is passed over quickly.
  private var firstScalars: Set<Unicode.Scalar> = []
  private var asciiStarts = Array(repeating: false, count: 128)

  mutating func insert(_ spelling: String, _ token: AddedToken, _ number: TokenID) {
    guard let first = spelling.unicodeScalars.first else { return }
    _ = tree.insert(Array(spelling.utf8), number)
    tokens[number] = token
    if first.isASCII { asciiStarts[Int(first.value)] = true } else { firstScalars.insert(first) }
  }

  /// A text as tokens and what lies between them.
  func stretches(of text: Span<Unicode.Scalar>) -> [(range: Range<Int>, token: TokenID?)] {
    var stretches: [(range: Range<Int>, token: TokenID?)] = []
    var end = 0
    var position = 0
    while !tokens.isEmpty, position < text.count {
      guard let (matchEnd, number) = longest(in: text, at: position), let token = tokens[number]
      else {
        position += 1
        continue
      }
      let match = position..<matchEnd
      position = matchEnd
      guard !token.isSingleWord || isSingleWord(match, in: text) else { continue }
      let range = stripped(match, token, in: text, after: end)
      if end < range.lowerBound { stretches.append((end..<range.lowerBound, nil)) }
      stretches.append((range, number))
      end = range.upperBound
    }
    if end < text.count { stretches.append((end..<text.count, nil)) }
    return stretches
  }

  private func longest(
    in text: Span<Unicode.Scalar>, at start: Int
  ) -> (end: Int, number: TokenID)? {
    let first = text[start]
    guard first.isASCII ? asciiStarts[Int(first.value)] : firstScalars.contains(first) else {
      return nil
    }
    var longest: (end: Int, number: TokenID)?
    var node: UInt32? = ByteTrie.root
    var position = start
    while position < text.count {
      for byte in UTF8.encode(text[position]) ?? .init() {
        node = node.flatMap { tree.child(of: $0, byte) }
      }
      guard let reached = node else { break }
      position += 1
      if let number = tree.value(at: reached) { longest = (position, number) }
    }
    return longest
  }

  private func isSingleWord(_ range: Range<Int>, in text: Span<Unicode.Scalar>) -> Bool {
    let followsWord = range.lowerBound > 0 && text[range.lowerBound - 1].isWordPart
    let precedesWord = range.upperBound < text.count && text[range.upperBound].isWordPart
    return !followsWord && !precedesWord
  }

  /// The place of a token with the whitespace that it takes, but not what an earlier one took.
  private func stripped(
    _ range: Range<Int>, _ token: AddedToken, in text: Span<Unicode.Scalar>, after end: Int
  ) -> Range<Int> {
    var (start, stop) = (range.lowerBound, range.upperBound)
    if token.stripsLeft {
      while start > end, text[start - 1].isWhiteSpace { start -= 1 }
    }
    if token.stripsRight {
      while stop < text.count, text[stop].isWhiteSpace { stop += 1 }
    }
    return start..<stop
  }
}
