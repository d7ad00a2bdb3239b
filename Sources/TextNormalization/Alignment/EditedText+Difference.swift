extension EditedText {
  /// Writes a whole text in the place of another, with edits only where they differ.
  ///
  /// This serves steps that do not tell what they changed. Words are paired one by one if there are
  /// as many of them in both texts, and compared from both ends.
  mutating func replaceAll(of text: Span<UInt8>, with result: [UInt8]) {
    guard recordsEdits else { return replace(0..<text.count, with: result) }
    let words = text.words
    let newWords = result.span.words
    guard words.count == newWords.count else {
      return replace(0..<text.count, of: text, with: result[...])
    }
    for (index, word) in words.enumerated() {
      replace(word, of: text, with: result[newWords[index]])
    }
  }

  /// Writes what a function makes of a whole text.
  mutating func replaceAll(of text: Span<UInt8>, by rewritten: (String) -> String) {
    var source: [UInt8] = []
    source.append(text, 0..<text.count)
    let result = rewritten(String(decoding: source, as: UTF8.self))
    replaceAll(of: text, with: Array(result.utf8))
  }

  /// Replaces a part of a text but for the bytes at both ends that stay.
  private mutating func replace(
    _ range: Range<Int>, of text: Span<UInt8>, with result: ArraySlice<UInt8>
  ) {
    let part = text.extracting(range)
    let start = part.sharedPrefix(with: result)
    let end = part.sharedSuffix(with: result, after: start)
    let changed = (range.lowerBound + start)..<(range.upperBound - end)
    keep(range.lowerBound..<changed.lowerBound, of: text)
    let replacement = result.dropFirst(start).dropLast(end)
    if !changed.isEmpty || !replacement.isEmpty { replace(changed, with: replacement) }
    keep(changed.upperBound..<range.upperBound, of: text)
  }
}

extension Span<UInt8> {
  /// The text cut before each space, so that the parts make up the whole.
  fileprivate var words: [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for position in 0..<count where self[position] == 0x20 {
      words.append(start..<position)
      start = position
    }
    words.append(start..<count)
    return words
  }

  /// How many bytes at the start are shared, in whole characters.
  fileprivate func sharedPrefix(with other: ArraySlice<UInt8>) -> Int {
    var shared = 0
    while shared < count && shared < other.count
      && self[shared] == other[other.startIndex + shared]
    {
      shared += 1
    }
    while shared > 0 && (isInside(shared) || other.isInside(shared)) { shared -= 1 }
    return shared
  }

  /// How many bytes at the end are shared, in whole characters, without those of the start.
  fileprivate func sharedSuffix(with other: ArraySlice<UInt8>, after prefix: Int) -> Int {
    var shared = 0
    let most = Swift.min(count, other.count) - prefix
    while shared < most && self[count - 1 - shared] == other[other.endIndex - 1 - shared] {
      shared += 1
    }
    while shared > 0 && isInside(count - shared) { shared -= 1 }
    return shared
  }

  /// Whether a position lies inside a character.
  private func isInside(_ position: Int) -> Bool {
    position < count && self[position] & 0xC0 == 0x80
  }
}

extension ArraySlice<UInt8> {
  fileprivate func isInside(_ offset: Int) -> Bool {
    offset < count && self[startIndex + offset] & 0xC0 == 0x80
  }
}
