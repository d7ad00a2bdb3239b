/// The learning loop of byte-pair encoding: merge the most frequent pair, again and again.
///
/// Counts are kept up to date where a merge changes something and nowhere else, so the whole costs
/// about as much as the merges that are applied (Sennrich et al., 2016, §3.2).
struct MergeLearner {
  private(set) var merges: [Merge] = []

  // Pieces as scalars of text, with the space as U+0020: their order decides ties, and strings are
  // ordered by normal form.
  private var spellings: [[Unicode.Scalar]]
  private var text: TrainingText
  private var occurrences: [SymbolPair: Occurrences] = [:]
  private var candidates = Heap<Candidate>()
  private let minimumFrequency: Int
  private let maximumPieceLength: Int

  init(
    _ pieceCounts: [[Unicode.Scalar]: Int], alphabet: Alphabet, options: BPETrainer.Options
  ) {
    minimumFrequency = options.minimumFrequency
    maximumPieceLength = options.maximumPieceLength
    spellings = SpecialPiece.all.map { Array($0.unicodeScalars) }
    let characterTokens = alphabet.tokens(from: TokenID(spellings.count))
    spellings += alphabet.characters.map { [$0] }
    text = TrainingText(pieceCounts, characterTokens: characterTokens)
    for position in text.symbols.positions { add(pairAt: position) }
    for pair in occurrences.keys { propose(pair) }
  }

  /// The pieces found so far: special tokens, bytes, characters, then merges by rank.
  var pieces: [String] {
    spellings.map { spelling in
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: spelling.map { $0 == " " ? "▁" : $0 })
      return String(scalars)
    }
  }

  var pieceCount: Int { spellings.count }

  /// Learns and applies the merge of the most frequent pair.
  ///
  /// Of equally frequent pairs it takes the one whose left piece, then whose right piece, comes
  /// first in the order of Unicode scalars.
  ///
  /// - Returns: Whether there was a pair that is frequent enough.
  mutating func learnMerge() -> Bool {
    while let candidate = popCandidate() {
      let pair = candidate.pair
      // Merges since may have taken some of its occurrences away.
      guard candidate.frequency == occurrences[pair]?.frequency else {
        propose(pair)
        continue
      }
      learn(pair)
      return true
    }
    return false
  }

  /// Makes a new piece of a pair, wherever it stands.
  ///
  /// No earlier piece is spelled so: what merges make of a stretch of text depends on nothing
  /// outside it as long as none reaches across its ends, so one spelling arises in one way.
  private mutating func learn(_ pair: SymbolPair) {
    let merged = TokenID(spellings.count)
    spellings.append(spellings[Int(pair.left)] + spellings[Int(pair.right)])
    merges.append(Merge(left: pair.left, right: pair.right, merged: merged))
    apply(pair, merged: merged)
  }

  private mutating func apply(_ pair: SymbolPair, merged: TokenID) {
    guard var positions = occurrences.removeValue(forKey: pair)?.positions else { return }
    // Only equal symbols overlap, as in `aaa`, where the leftmost pair goes first.
    if pair.left == pair.right { positions.sort() }
    var formed: Set<SymbolPair> = []
    for position in positions.map(Int.init) where text.symbols.pair(at: position) == pair {
      let previous = text.symbols.previous(before: position)
      remove(pairAt: previous)
      remove(pairAt: text.symbols.next(after: position))
      text.symbols.merge(at: position, into: merged)
      for neighbour in [previous, position] {
        if let pair = add(pairAt: neighbour) { formed.insert(pair) }
      }
    }
    for pair in formed { propose(pair) }
  }

  /// Counts the pair at a position, and returns it if there is one that may be merged.
  @discardableResult
  private mutating func add(pairAt position: Int) -> SymbolPair? {
    guard let pair = text.symbols.pair(at: position), length(of: pair) <= maximumPieceLength
    else { return nil }
    let frequency = text.frequency(at: position)
    occurrences[pair, default: Occurrences()].add(position, frequency: frequency)
    return pair
  }

  private mutating func remove(pairAt position: Int) {
    guard let pair = text.symbols.pair(at: position) else { return }
    occurrences[pair]?.frequency -= text.frequency(at: position)
  }

  private func length(of pair: SymbolPair) -> Int {
    spellings[Int(pair.left)].count + spellings[Int(pair.right)].count
  }

  /// Queues a pair with its present frequency.
  private mutating func propose(_ pair: SymbolPair) {
    guard let frequency = occurrences[pair]?.frequency, frequency >= minimumFrequency else {
      return
    }
    let spellings = spellings
    candidates.push(Candidate(frequency: frequency, pair: pair)) {
      $0.precedes($1, spellings: spellings)
    }
  }

  private mutating func popCandidate() -> Candidate? {
    let spellings = spellings
    return candidates.popFirst { $0.precedes($1, spellings: spellings) }
  }
}

/// Where a pair of symbols stands, and how often that is in the whole text.
///
/// Positions at which it no longer stands may be among them; the frequency is exact.
private struct Occurrences {
  var frequency = 0
  var positions: [UInt32] = []

  mutating func add(_ position: Int, frequency: Int) {
    self.frequency += frequency
    positions.append(UInt32(position))
  }
}

/// A pair that may be merged next, with the frequency that it had when it was queued.
private struct Candidate {
  let frequency: Int
  let pair: SymbolPair

  func precedes(_ other: Candidate, spellings: [[Unicode.Scalar]]) -> Bool {
    guard frequency == other.frequency else { return frequency > other.frequency }
    if pair.left != other.pair.left {
      return spellings[Int(pair.left)].lexicographicallyPrecedes(spellings[Int(other.pair.left)])
    }
    guard pair.right != other.pair.right else { return false }
    return spellings[Int(pair.right)].lexicographicallyPrecedes(spellings[Int(other.pair.right)])
  }
}
