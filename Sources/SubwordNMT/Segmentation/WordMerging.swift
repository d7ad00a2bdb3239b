/// Merges the characters of one word into subwords.
struct WordMerging {
  /// Where the subwords end, as bytes of the word.
  ///
  /// The end of a word is a symbol of its own in version 0.1: where no merge takes it in, the last
  /// subword has no bytes until it is dropped.
  private(set) var ends: [Int] = []

  private let merges: SymbolMerges
  private var symbols: [Int32] = []
  // What symbol n and the next become, and the rank of that merge.
  private var ranks: [Int32] = []
  private var results: [Int32] = []

  /// The number of symbols from which on looking for the best pair in a heap is faster.
  private static let heapLength = 256

  init(_ merges: SymbolMerges) {
    self.merges = merges
  }

  /// Merges what may be merged, best rank first.
  mutating func merge(_ word: Span<UInt8>) {
    split(word)
    rankPairs()
    if symbols.count < Self.heapLength {
      while let best = ranks.min(), best != SymbolMerges.noRank { join(pairsOf: best) }
    } else {
      mergeWithHeap()
    }
    dropEndOfWord()
  }

  /// Merges what may be merged, leaving out each pair of each round by chance (Provilkov et al.,
  /// 2020).
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - probability: How likely a pair is left out.
  ///   - generator: Asked once for each two neighbours in each round, from left to right.
  mutating func merge(
    _ word: Span<UInt8>, dropout probability: Double, using generator: inout MersenneTwister
  ) {
    split(word)
    while symbols.count > 1 {
      rankPairs()
      for pair in ranks.indices where generator.nextUnit() <= probability {
        ranks[pair] = SymbolMerges.noRank
      }
      guard let best = ranks.min(), best != SymbolMerges.noRank else { break }
      join(pairsOf: best)
    }
    dropEndOfWord()
  }

  /// Makes the characters symbols.
  private mutating func split(_ word: Span<UInt8>) {
    symbols.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var start = 0
    while start < word.count {
      let end = start + word.characterLength(at: start)
      let isFinal = merges.version == .endOfWordSuffix && end == word.count
      symbols.append(merges.symbol(of: word.extracting(start..<end), isFinal: isFinal))
      ends.append(end)
      start = end
    }
    guard merges.version == .endOfWordSymbol else { return }
    symbols.append(merges.symbol(spelled: SubwordNMTCodes.endOfWord))
    ends.append(word.count)
  }

  private mutating func rankPairs() {
    ranks.removeAll(keepingCapacity: true)
    results.removeAll(keepingCapacity: true)
    for left in symbols.indices.dropLast() {
      let merge = merges.merge(of: symbols[left], symbols[left + 1])
      ranks.append(merge.rank)
      results.append(merge.symbol)
    }
  }

  /// Joins all pairs of a rank, from left to right, and ranks the pairs that this makes.
  private mutating func join(pairsOf rank: Int32) {
    var count = 0
    var position = 0
    var followsPair = false
    while position < symbols.count {
      let isPair = position < ranks.count && ranks[position] == rank
      symbols[count] = isPair ? results[position] : symbols[position]
      ends[count] = ends[isPair ? position + 1 : position]
      if count > 0 {
        setMerge(at: count - 1, from: isPair || followsPair ? nil : position - 1)
      }
      position += isPair ? 2 : 1
      count += 1
      followsPair = isPair
    }
    symbols.removeLast(symbols.count - count)
    ends.removeLast(ends.count - count)
    ranks.removeLast(ranks.count - (count - 1))
    results.removeLast(results.count - (count - 1))
  }

  /// Sets what a symbol and the next become: the same as before at another position, or anew.
  private mutating func setMerge(at position: Int, from old: Int?) {
    if let old {
      ranks[position] = ranks[old]
      results[position] = results[old]
    } else {
      (ranks[position], results[position]) = merges.merge(
        of: symbols[position], symbols[position + 1])
    }
  }

  private mutating func mergeWithHeap() {
    var sequence = LinkedSymbols(symbols, merges: merges)
    ends = sequence.merge().map { ends[$0.upperBound] }
  }

  private mutating func dropEndOfWord() {
    guard ends.count > 1, ends[ends.count - 1] == ends[ends.count - 2] else { return }
    ends.removeLast()
  }
}
