import Tokenization

/// Merges a pair as subword-nmt does: by a regular expression over the word's symbols, joined by
/// spaces, in which the pair must stand between whitespace.
///
/// Where a symbol has whitespace of another kind in it, such as a no-break space, the expression
/// also finds the pair inside of symbols: `y z` in the symbols `x·y` and `z`. Equal files need the
/// same merges, and so this too.
struct SpelledMerging {
  private let pattern: [UInt8]
  private let endsInWhitespace: Bool
  private let joined: [UInt8]

  init(_ merge: SubwordNMTCodes.Merge) {
    pattern = merge.left + [SpacedText.space] + merge.right
    endsInWhitespace = merge.right.indices.contains { position in
      let length = merge.right.span.whitespaceLength(at: position)
      return length > 0 && position + length == merge.right.count
    }
    joined = merge.joined
  }

  /// The symbols of a word after the merge.
  func merging(_ symbols: [Int32], words: inout LearningWords) -> [Int32] {
    let spelled = Array(
      symbols.map { words.spellings.string(Int($0)) }.joined(separator: [SpacedText.space]))
    let merged = replacingPattern(in: spelled)
    return merged.split(separator: SpacedText.space, omittingEmptySubsequences: false)
      .map { words.symbol(spelled: Array($0)) }
  }

  private func replacingPattern(in text: [UInt8]) -> [UInt8] {
    let span = text.span
    var result: [UInt8] = []
    var position = 0
    // Whether whitespace stands before the position, or nothing.
    var isAtBoundary = true
    while position < text.count {
      let end = position + pattern.count
      if isAtBoundary, text[position...].starts(with: pattern),
        end == text.count || span.whitespaceLength(at: end) > 0
      {
        result += joined
        position = end
        isAtBoundary = endsInWhitespace
        continue
      }
      let length = span.characterLength(at: position)
      isAtBoundary = span.whitespaceLength(at: position) > 0
      result += text[position..<position + length]
      position += length
    }
    return result
  }
}
