/// The pairs that may be merged until the best of them is rarer than a threshold.
///
/// A pair is never more frequent than when it arises, so all pairs that can win above the threshold
/// are known: those that reach it when the round begins, and those that reach it when a merge makes
/// them. The others, by far the most, cost nothing. When the threshold is reached, a new round with
/// a lower one begins.
struct MergeRound: Sendable {
  /// A pair and where it stands.
  struct TrackedPair: Sendable {
    let pair: SymbolPair
    /// How often the pair occurs in the whole text; exact at all times.
    var frequency: Int
    /// Where its positions are in `positions`, in ascending order; where it stands no more, they
    /// remain.
    var extent: Range<Int>
  }

  let threshold: Int
  private(set) var pairs: [TrackedPair] = []
  var positions: [UInt32]
  /// Whether a pair could not be tracked because there was no room, so that the round is over.
  private(set) var isOver = false

  /// The numbers of the pairs.
  private var numbers: PairTable
  private var candidates = Heap<Candidate>()
  private let limits: RoundLimits

  /// Begins a round with all pairs that reach a threshold.
  init<Cell>(
    _ frequentPairs: FrequentPairs, text: TrainingText<Cell>, symbols: SymbolTable,
    limits: RoundLimits
  ) {
    let entries = frequentPairs.entries
    threshold = frequentPairs.threshold
    self.limits = limits
    numbers = PairTable(expecting: 2 * entries.count)
    pairs.reserveCapacity(entries.count)
    var positionCount = 0
    for entry in entries {
      numbers.set(UInt64(pairs.count), for: entry.pair)
      pairs.append(
        TrackedPair(
          pair: entry.pair, frequency: entry.frequency, extent: positionCount..<positionCount))
      positionCount += entry.positionCount
    }
    positions = Array(repeating: 0, count: positionCount)
    findPositions(in: text)
    for number in pairs.indices { propose(number, symbols) }
  }

  /// Takes the best pair, or nil if none reaches the threshold.
  ///
  /// That is the most frequent; of equally frequent ones the one whose left symbol, then whose right
  /// symbol, is spelled first.
  mutating func popBest(_ symbols: SymbolTable) -> Int? {
    guard !isOver else { return nil }
    while let candidate = popCandidate(symbols) {
      let number = Int(candidate.number)
      if candidate.frequency == pairs[number].frequency { return number }
      // Merges since have taken some of its occurrences away.
      propose(number, symbols)
    }
    return nil
  }

  /// Takes occurrences away from a pair, if it is tracked.
  @inline(__always)
  mutating func remove(_ frequency: Int, of pair: SymbolPair) {
    if let number = numbers.value(of: pair) { pairs[Int(number)].frequency -= frequency }
  }

  /// Tracks a pair that a merge has made, if it reaches the threshold.
  ///
  /// - Parameters:
  ///   - pair: The pair.
  ///   - frequency: How often it occurs.
  ///   - positionCount: At how many positions it stands.
  ///   - symbols: The symbols so far.
  /// - Returns: Where in `positions` these are to be written, or nil if they are not needed.
  mutating func add(
    _ pair: SymbolPair, frequency: Int, positionCount: Int, _ symbols: SymbolTable
  ) -> Int? {
    guard frequency >= threshold, !isOver else { return nil }
    guard pairs.count < limits.trackedPairCount,
      positions.count + positionCount <= limits.trackedPositionCount
    else {
      isOver = true
      return nil
    }
    let start = positions.count
    positions.append(contentsOf: repeatElement(0, count: positionCount))
    numbers.set(UInt64(pairs.count), for: pair)
    pairs.append(
      TrackedPair(pair: pair, frequency: frequency, extent: start..<positions.count))
    propose(pairs.count - 1, symbols)
    return start
  }

  private mutating func findPositions<Cell>(in text: TrainingText<Cell>) {
    let cells = text.cells.span
    for position in 1..<max(cells.count, 1) {
      let (left, right) = (Int(cells[position - 1]), Int(cells[position]))
      guard left != 0, right != 0,
        let number = numbers.value(of: SymbolPair(left, right)).map(Int.init)
      else { continue }
      let end = pairs[number].extent.upperBound
      positions[end] = UInt32(position - 1)
      pairs[number].extent = pairs[number].extent.lowerBound..<(end + 1)
    }
  }

  /// Queues a pair with its present frequency.
  private mutating func propose(_ number: Int, _ symbols: SymbolTable) {
    guard pairs[number].frequency >= threshold else { return }
    let candidate = Candidate(frequency: pairs[number].frequency, number: UInt32(number))
    candidates.push(candidate) { Self.precedes($0, $1, pairs, symbols) }
  }

  private mutating func popCandidate(_ symbols: SymbolTable) -> Candidate? {
    candidates.popFirst { Self.precedes($0, $1, pairs, symbols) }
  }

  @inline(__always)
  private static func precedes(
    _ first: Candidate, _ second: Candidate, _ pairs: [TrackedPair], _ symbols: SymbolTable
  ) -> Bool {
    guard first.frequency == second.frequency else { return first.frequency > second.frequency }
    let (first, second) = (pairs[Int(first.number)].pair, pairs[Int(second.number)].pair)
    guard first.left == second.left else {
      return symbols.precedes(Int(first.left), Int(second.left))
    }
    return symbols.precedes(Int(first.right), Int(second.right))
  }

  /// A pair that may be merged next, with the frequency that it had when it was queued.
  private struct Candidate {
    let frequency: Int
    let number: UInt32
  }
}
