import FileStorage

/// Which target tokens may translate a sentence, from a file that is mapped into memory.
///
/// The output layer then has a few hundred tokens to score instead of the whole vocabulary. A list
/// is that of one sentence alone, so a translation does not depend on the sentences beside it.
package struct Shortlist: Sendable {
  /// All source tokens are below.
  package var sourceVocabularyCount: Int { layout.sourceCount }
  /// All target tokens are below.
  package var targetVocabularyCount: Int { layout.targetCount }
  /// Where the file stands.
  package let path: String
  private let file: FileMapping
  private let layout: ShortlistLayout
  /// How many entries of a source token count.
  private let best: Int
  /// A bit for each target token, set for those of every list: `[⌈target vocabulary / 64⌉]`.
  private let common: [UInt64]

  /// Opens a shortlist, every byte of which is checked.
  ///
  /// - Parameters:
  ///   - path: Its file.
  ///   - first: How many of the most frequent target tokens are in every list; all that the file has
  ///     if it has fewer.
  ///   - best: How many target tokens each source token brings; all that the file has if it has
  ///     fewer.
  /// - Throws: `ShortlistError.malformed`, or `FileError.unreadable`.
  package init(contentsOf path: String, first: Int = .max, best: Int = .max) throws {
    precondition(first >= 0 && best >= 0, "\(first) frequent and \(best) likely tokens")
    self.path = path
    self.best = best
    file = try FileMapping(contentsOf: path)
    layout = try ShortlistLayout(checking: file, path: path)
    var common = [UInt64](repeating: 0, count: (layout.targetCount + 63) / 64)
    let frequent = layout.frequent.prefix(4 * min(first, layout.frequentCount))
    for section in [layout.always, frequent.startIndex..<frequent.endIndex] {
      file.withBytes(section) { common.insertTokens($0) }
    }
    self.common = common
  }

  /// Makes sure that the shortlist is one for a model.
  ///
  /// - Parameters:
  ///   - sourceVocabularyCount: How many source tokens the model has.
  ///   - targetVocabularyCount: How many target tokens the model has.
  ///   - purpose: What the model translates, and with which tokenizer.
  /// - Throws: `ShortlistError.otherPurpose`.
  package func check(
    sourceVocabularyCount: Int, targetVocabularyCount: Int, purpose: ShortlistPurpose
  ) throws {
    guard sourceVocabularyCount == layout.sourceCount,
      targetVocabularyCount == layout.targetCount,
      purpose.checksum == file.number64(at: ShortlistLayout.purposeStart)
    else { throw ShortlistError.otherPurpose(path: path) }
  }

  /// The target tokens that may translate a sentence.
  ///
  /// - Parameter source: The tokens of the sentence.
  /// - Returns: Those of every list and the likeliest of each source token, ascending, each once.
  package func tokens(for source: Span<Int32>) -> [Int32] {
    var selected = common
    for index in source.indices {
      file.withBytes(entries(of: source[index])) { selected.insertTokens($0) }
    }
    return selected.tokens
  }

  /// The target tokens that may translate a sentence.
  ///
  /// - Parameter source: The tokens of the sentence.
  /// - Returns: Those of every list and the likeliest of each source token, ascending, each once.
  package func tokens(for source: [Int32]) -> [Int32] { tokens(for: source.span) }

  /// Where the entries of a source token stand that count.
  private func entries(of source: Int32) -> Range<Int> {
    precondition(
      source >= 0 && source < layout.sourceCount,
      "source token \(source) of a vocabulary of \(layout.sourceCount)")
    let position = layout.starts.lowerBound + 4 * Int(source)
    let start = Int(file.number32(at: position))
    let count = min(Int(file.number32(at: position + 4)) - start, best)
    let begin = layout.entries.lowerBound + 4 * start
    return begin..<begin + 4 * count
  }
}

extension [UInt64] {
  /// Sets the bits of tokens of four bytes each.
  @inline(__always)
  fileprivate mutating func insertTokens(_ bytes: Span<UInt8>) {
    for position in stride(from: 0, to: bytes.count, by: 4) {
      let token =
        Int(bytes[position]) | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2]) << 16
        | Int(bytes[position + 3]) << 24
      self[token >> 6] |= 1 << UInt64(token & 63)
    }
  }

  /// The numbers of the bits that are set, ascending.
  fileprivate var tokens: [Int32] {
    var tokens: [Int32] = []
    tokens.reserveCapacity(reduce(0) { $0 + $1.nonzeroBitCount })
    for (index, word) in enumerated() {
      var rest = word
      while rest != 0 {
        tokens.append(Int32(index << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return tokens
  }
}
