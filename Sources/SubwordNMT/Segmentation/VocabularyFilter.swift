/// Takes merges back where they make a subword that the vocabulary does not have.
struct VocabularyFilter: Sendable {
  private let vocabulary: SubwordNMTVocabulary
  private let merges: SymbolMerges
  private let separator: [UInt8]

  init(_ vocabulary: SubwordNMTVocabulary, merges: SymbolMerges, separator: [UInt8]) {
    self.vocabulary = vocabulary
    self.merges = merges
    self.separator = separator
  }

  /// The ends of the subwords of a word, after those that are not in the vocabulary were split.
  ///
  /// In version 0.1 a last subword without bytes may remain, as it does in subword-nmt.
  ///
  /// - Parameters:
  ///   - word: The bytes of the word.
  ///   - ends: Where its subwords end.
  /// - Returns: Where subwords end that are in the vocabulary or cannot be split.
  func split(_ word: [UInt8], ends: [Int]) -> [Int] {
    var result: [Int] = []
    var start = 0
    for end in ends {
      split(start..<end, of: word, isFinal: end == word.count, into: &result)
      start = end
    }
    return result
  }

  /// Splits one subword: into the two that were merged, then those, from left to right.
  private func split(
    _ range: Range<Int>, of word: [UInt8], isFinal: Bool, into ends: inout [Int]
  ) {
    var waiting = [Subword(range: range, isFinal: isFinal)]
    while let subword = waiting.popLast() {
      let bytes = word[subword.range]
      let isKnown = vocabulary.contains(Array(subword.isFinal ? bytes : bytes + separator))
      if !isKnown, let middle = middle(of: subword, in: word) {
        let right = middle..<subword.range.upperBound
        waiting.append(Subword(range: right, isFinal: subword.isFinal))
        waiting.append(Subword(range: subword.range.lowerBound..<middle, isFinal: false))
      } else {
        ends.append(subword.range.upperBound)
      }
    }
  }

  /// Where the left part of a subword ends, or nil if it was not merged.
  private func middle(of subword: Subword, in word: [UInt8]) -> Int? {
    let bytes = word[subword.range]
    let spelling = Array(subword.isFinal ? bytes + SubwordNMTCodes.endOfWord : bytes)
    guard !bytes.isEmpty, let length = merges.leftLength(ofSymbolSpelled: spelling),
      length <= bytes.count
    else { return nil }
    return subword.range.lowerBound + length
  }

  private struct Subword {
    let range: Range<Int>
    let isFinal: Bool
  }
}
