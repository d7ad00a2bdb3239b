import Tokenization

/// How often each pair of symbols occurs, and in which words.
///
/// As in subword-nmt, rare pairs are left aside until the frequent ones are used up: `current` has
/// the frequencies of the others, `complete` those of all as of the time when they were left
/// aside. For ordinary words that changes nothing but the time it takes. Where the statistics of
/// irregular words are not what stands in them, equal files need the same bookkeeping.
struct PairStatistics {
  private var pairs: [SymbolPair] = []
  private var numbers = PairTable()
  private var current: [Int] = []
  private var complete: [Int] = []
  // The pairs that are not left aside.
  private var isActive: [Bool] = []
  private var active: [Int32] = []
  private var threshold = 0.0
  private var occurrences = PairOccurrences()

  private var candidates = Heap<Candidate>()
  // Pairs that occur more often since the round began.
  private var raised: [Int32] = []
  private var isRaised: [Bool] = []

  func symbols(of pair: Int) -> SymbolPair { pairs[pair] }

  func frequency(of pair: Int) -> Int { current[pair] }

  /// Changes how often a pair occurs.
  ///
  /// - Parameters:
  ///   - symbols: The pair.
  ///   - word: The word in which it occurs.
  ///   - count: How many times more it occurs in the word.
  ///   - frequency: How many times more it occurs in the text.
  ///   - isIrregular: Whether its count in the word is kept.
  mutating func add(
    _ symbols: SymbolPair, word: Int, count: Int, frequency: Int, isIrregular: Bool
  ) {
    let pair = number(of: symbols)
    activate(pair)
    current[pair] += frequency
    occurrences.add(count, of: pair, in: word, isIrregular: isIrregular)
    guard count > 0, !isRaised[pair] else { return }
    isRaised[pair] = true
    raised.append(Int32(pair))
  }

  /// Ends the count of the words before any merge.
  mutating func begin(spellings: ByteStringTable) {
    complete = current
    threshold = Double(current.max() ?? 0) / 10
    queueRaised(spellings)
  }

  /// The words in which a pair was found, which it is taken out of.
  mutating func takeWords(of pair: Int) -> PairOccurrences.Words {
    current[pair] = 0
    return occurrences.take(pair)
  }

  /// The most frequent pair, of equally frequent ones the last in the order of spellings.
  ///
  /// - Parameters:
  ///   - round: How many pairs were merged before.
  ///   - spellings: How symbols are spelled.
  /// - Returns: The pair, or nil if there is none.
  mutating func best(round: Int, spellings: ByteStringTable) -> Int? {
    if let pair = popCandidate(spellings) { return pair }
    prune()
    return refill(round: round, spellings: spellings)
  }

  /// Ends a round of learning.
  mutating func endRound(_ round: Int, merging pair: Int, spellings: ByteStringTable) {
    current[pair] = 0
    queueRaised(spellings)
    if round.isMultiple(of: 100) { prune() }
  }

  /// The number of a pair, which is a new one if the pair is.
  private mutating func number(of symbols: SymbolPair) -> Int {
    if let number = numbers.value(of: symbols) { return Int(number) }
    numbers.set(UInt64(pairs.count), for: symbols)
    pairs.append(symbols)
    appendPair()
    return pairs.count - 1
  }

  private mutating func appendPair() {
    current.append(0)
    complete.append(0)
    isActive.append(false)
    isRaised.append(false)
    occurrences.appendPair()
  }

  private mutating func activate(_ pair: Int) {
    guard !isActive[pair] else { return }
    isActive[pair] = true
    current[pair] = 0
    active.append(Int32(pair))
  }

  /// Leaves pairs below the threshold aside.
  private mutating func prune() {
    active.removeAll { element in
      let pair = Int(element)
      guard Double(current[pair]) < threshold else { return false }
      isActive[pair] = false
      // What is below zero was counted down from zero after the pair had been left aside.
      complete[pair] = current[pair] < 0 ? complete[pair] + current[pair] : current[pair]
      return true
    }
  }

  /// Takes all pairs up again, and leaves those aside that are rare beside the most frequent one.
  private mutating func refill(round: Int, spellings: ByteStringTable) -> Int? {
    current = complete
    active = (0..<Int32(pairs.count)).map(\.self)
    isActive = Array(repeating: true, count: pairs.count)
    let best = active.map { candidate(Int($0)) }.max { other, candidate in
      candidate.precedes(other, spellings)
    }
    guard let best else { return nil }
    threshold = Double(best.frequency) * Double(round) / (Double(round) + 10_000)
    prune()
    candidates = Heap()
    for pair in active where pair != best.pair { push(Int(pair), spellings) }
    return Int(best.pair)
  }

  // MARK: The queue

  private mutating func queueRaised(_ spellings: ByteStringTable) {
    for pair in raised {
      isRaised[Int(pair)] = false
      push(Int(pair), spellings)
    }
    raised.removeAll(keepingCapacity: true)
  }

  private func candidate(_ pair: Int) -> Candidate {
    Candidate(frequency: current[pair], pair: Int32(pair), symbols: pairs[pair])
  }

  private mutating func push(_ pair: Int, _ spellings: ByteStringTable) {
    // A round that goes below the threshold begins with all pairs anew.
    guard Double(current[pair]) >= threshold else { return }
    candidates.push(candidate(pair)) { $0.precedes($1, spellings) }
  }

  private mutating func popCandidate(_ spellings: ByteStringTable) -> Int? {
    while let candidate = candidates.popFirst(by: { $0.precedes($1, spellings) }) {
      let pair = Int(candidate.pair)
      guard isActive[pair] else { continue }
      if current[pair] == candidate.frequency { return pair }
      push(pair, spellings)
    }
    return nil
  }
}

/// A pair that may be merged next, with the frequency that it had when it was queued.
private struct Candidate {
  let frequency: Int
  let pair: Int32
  let symbols: SymbolPair

  func precedes(_ other: Candidate, _ spellings: ByteStringTable) -> Bool {
    guard frequency == other.frequency else { return frequency > other.frequency }
    if symbols.left != other.symbols.left {
      return spellings.precedes(Int(other.symbols.left), Int(symbols.left))
    }
    guard symbols.right != other.symbols.right else { return false }
    return spellings.precedes(Int(other.symbols.right), Int(symbols.right))
  }
}
