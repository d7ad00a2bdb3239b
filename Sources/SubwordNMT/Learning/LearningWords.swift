import Tokenization

/// The words of a text as symbols, which merges make fewer.
struct LearningWords: Sendable {
  private(set) var spellings = ByteStringTable()
  private(set) var counts: [Int]
  /// Whether subword-nmt may find a pair in a word where none stands.
  private(set) var isIrregular: [Bool] = []
  private(set) var characterCounts = SubwordNMTLearner.CharacterCounts(
    internalCount: 0, finalCount: 0)

  // The symbols of word n are the first `lengths[n]` from `starts[n]` on.
  private var symbols: [Int32] = []
  private var starts: [Int] = []
  private var lengths: [Int32] = []

  var wordCount: Int { counts.count }

  init(_ vocabulary: SubwordNMTVocabulary) throws {
    counts = vocabulary.counts
    guard !counts.isEmpty else {
      throw TokenizationError.invalidVocabulary("the text has no words to learn from")
    }
    var final = Set<Int>()
    var inner = Set<Int>()
    for index in counts.indices {
      let word = Array(vocabulary.words.string(index))
      try Self.check(word)
      append(word, inner: &inner, final: &final)
    }
    characterCounts = SubwordNMTLearner.CharacterCounts(
      internalCount: inner.count, finalCount: final.count)
    try checkCounts()
  }

  func symbols(of word: Int) -> ArraySlice<Int32> {
    symbols[starts[word]..<starts[word] + Int(lengths[word])]
  }

  /// Gives a word other symbols, which are no more than it had.
  mutating func replaceSymbols(of word: Int, by replacement: [Int32]) {
    for (offset, symbol) in replacement.enumerated() { symbols[starts[word] + offset] = symbol }
    lengths[word] = Int32(replacement.count)
  }

  mutating func symbol(spelled spelling: [UInt8]) -> Int32 { Int32(spellings.insert(spelling)) }

  private mutating func append(
    _ word: [UInt8], inner: inout Set<Int>, final: inout Set<Int>
  ) {
    let start = symbols.count
    starts.append(start)
    var position = 0
    while position < word.count {
      let end = position + word.span.characterLength(at: position)
      let isFinal = end == word.count
      let suffix = isFinal ? SubwordNMTCodes.endOfWord : []
      let symbol = spellings.insert(word[position..<end] + suffix)
      symbols.append(Int32(symbol))
      if isFinal { final.insert(symbol) } else { inner.insert(symbol) }
      position = end
    }
    lengths.append(Int32(symbols.count - start))
    isIrregular.append(Self.isIrregular(word))
  }

  /// Whether characters of a word may be taken for what stands around or behind symbols.
  private static func isIrregular(_ word: [UInt8]) -> Bool {
    let span = word.span
    return word.indices.contains { position in
      span.whitespaceLength(at: position) > 0
        || word[position] == UInt8(ascii: "<")
          && word[position...].starts(with: SubwordNMTCodes.endOfWord)
    }
  }

  private static func check(_ word: [UInt8]) throws {
    let limit = SubwordNMTLearner.maximumWordLength
    guard word.count > limit else { return }
    throw TokenizationError.invalidVocabulary(
      "the word \"\(LineExcerpt(word[...]))\" has \(word.count) bytes; "
        + "wanted words of at most \(limit)")
  }

  /// Pairs are compared in floating point, so all frequencies must be exact there.
  private func checkCounts() throws {
    var total = 0
    for (count, length) in zip(counts, lengths) {
      let (product, overflows) = count.multipliedReportingOverflow(by: Int(length))
      let (sum, sumOverflows) = total.addingReportingOverflow(product)
      guard !overflows, !sumOverflows, sum < 1 << 53 else {
        throw TokenizationError.invalidVocabulary(
          "the words have more than 2^53 characters, each as often as its word is counted")
      }
      total = sum
    }
  }
}
