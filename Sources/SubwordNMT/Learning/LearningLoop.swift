import Tokenization

/// Merges the most frequent pair again and again, as `learn_bpe.py` of subword-nmt 0.3.8 does.
struct LearningLoop {
  private var words: LearningWords
  private var statistics = PairStatistics()
  // By word, the merge that it was last looked at for.
  private var lastMerge: [Int32]
  private var mergeCount: Int32 = 0

  init(_ words: LearningWords) {
    self.words = words
    lastMerge = Array(repeating: -1, count: words.wordCount)
    for word in 0..<words.wordCount {
      var left: Int32?
      for right in words.symbols(of: word) {
        if let left { add(SymbolPair(left, right), to: word, count: 1) }
        left = right
      }
    }
    statistics.begin(spellings: words.spellings)
  }

  /// Learns and applies the merge of the most frequent pair.
  ///
  /// Of equally frequent pairs it takes the one that comes last in the order of Unicode scalars.
  ///
  /// - Parameter minimumFrequency: A pair that occurs less often is not merged.
  /// - Returns: The merge and how often its pair occurred, or nil if no pair is frequent enough.
  mutating func learnMerge(
    minimumFrequency: Int
  ) -> (merge: SubwordNMTCodes.Merge, frequency: Int)? {
    guard let pair = statistics.best(round: Int(mergeCount), spellings: words.spellings) else {
      return nil
    }
    let frequency = statistics.frequency(of: pair)
    guard frequency >= minimumFrequency else { return nil }
    let symbols = statistics.symbols(of: pair)
    let merge = SubwordNMTCodes.Merge(
      left: Array(words.spellings.string(Int(symbols.left))),
      right: Array(words.spellings.string(Int(symbols.right))))
    apply(merge, of: pair)
    statistics.endRound(Int(mergeCount), merging: pair, spellings: words.spellings)
    mergeCount += 1
    return (merge, frequency)
  }

  /// Joins a pair in all words that have it.
  private mutating func apply(_ merge: SubwordNMTCodes.Merge, of pair: Int) {
    let pairSymbols = statistics.symbols(of: pair)
    let merged = words.symbol(spelled: merge.joined)
    let counted = statistics.takeWords(of: pair)
    for word in counted.words where lastMerge[word] != mergeCount {
      lastMerge[word] = mergeCount
      let old = Array(words.symbols(of: word))
      let new: [Int32]
      if words.isIrregular[word] {
        guard counted.irregularCounts[word, default: 0] >= 1 else { continue }
        new = SpelledMerging(merge).merging(old, words: &words)
      } else {
        new = Self.merging(pairSymbols, into: merged, in: old)
        guard new.count < old.count else { continue }
      }
      removePairs(around: pairSymbols, in: old, of: word)
      addPairs(around: merged, in: new, of: word)
      words.replaceSymbols(of: word, by: new)
    }
  }

  /// The symbols with each occurrence of a pair replaced, from left to right.
  private static func merging(
    _ pair: SymbolPair, into merged: Int32, in symbols: [Int32]
  ) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(symbols.count)
    var position = 0
    while position < symbols.count {
      let isPair =
        symbols[position] == pair.left && position + 1 < symbols.count
        && symbols[position + 1] == pair.right
      result.append(isPair ? merged : symbols[position])
      position += isPair ? 2 : 1
    }
    return result
  }

  /// Takes the pairs beside each occurrence of a merged pair out of the statistics.
  ///
  /// In `A B C B C`, where `B C` is merged, `C B` is taken out once.
  private mutating func removePairs(around pair: SymbolPair, in symbols: [Int32], of word: Int) {
    var position = 0
    while position + 1 < symbols.count {
      guard symbols[position] == pair.left, symbols[position + 1] == pair.right else {
        position += 1
        continue
      }
      if position > 0 { add(Self.pair(at: position - 1, of: symbols), to: word, count: -1) }
      let next = position + 2
      let isFollowedByPair =
        next + 1 < symbols.count && symbols[next] == pair.left && symbols[next + 1] == pair.right
      if next < symbols.count, !isFollowedByPair {
        add(Self.pair(at: position + 1, of: symbols), to: word, count: -1)
      }
      position = next
    }
  }

  /// Counts the pairs beside each occurrence of the new symbol.
  private mutating func addPairs(around merged: Int32, in symbols: [Int32], of word: Int) {
    for position in symbols.indices where symbols[position] == merged {
      if position > 0 { add(Self.pair(at: position - 1, of: symbols), to: word, count: 1) }
      if position + 1 < symbols.count, symbols[position + 1] != merged {
        add(Self.pair(at: position, of: symbols), to: word, count: 1)
      }
    }
  }

  private static func pair(at position: Int, of symbols: [Int32]) -> SymbolPair {
    SymbolPair(symbols[position], symbols[position + 1])
  }

  private mutating func add(_ pair: SymbolPair, to word: Int, count: Int) {
    statistics.add(
      pair, word: word, count: count, frequency: count * words.counts[word],
      isIrregular: words.isIrregular[word])
  }
}
