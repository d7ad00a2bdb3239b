/// The learning loop of byte-pair encoding: merge the most frequent pair, again and again.
///
/// Counts are kept up to date where a merge changes something and nowhere else, so the whole costs
/// about as much as the merges that are applied (Sennrich et al., 2016, §3.2).
struct MergeLearner<Cell: SymbolStorage>: Sendable {
  private(set) var merges: [Merge] = []
  private(set) var symbols: SymbolTable
  private var text: TrainingText<Cell>
  private var round: MergeRound?
  private let plan: LearningPlan
  private var shardCount: Int
  private var lastThreshold: Int?

  private var before = NeighbourCounts()
  private var after = NeighbourCounts()

  init(_ text: TrainingText<Cell>, symbols: SymbolTable, plan: LearningPlan) {
    self.text = text
    self.symbols = symbols
    self.plan = plan
    shardCount = plan.threadCount
  }

  /// Learns and applies the merge of the most frequent pair.
  ///
  /// Of equally frequent pairs it takes the one whose left piece, then whose right piece, comes
  /// first in the order of Unicode scalars.
  ///
  /// - Returns: Whether there was a pair that is frequent enough.
  mutating func learnMerge() -> Bool {
    while true {
      if let number = round?.popBest(symbols) {
        learn(number)
        return true
      }
      if let round, !round.isOver, round.threshold <= plan.minimumFrequency { return false }
      beginRound()
    }
  }

  private mutating func beginRound() {
    round = nil
    text.compact(widths: symbols.widths)
    symbols.resetWidths()
    let limits = plan.limits(cellCount: text.cells.count)
    let counted = countPairs(limits)
    let pairs = counted.reaching(expectedFrequency(counted))
    lastThreshold = pairs.threshold
    round = MergeRound(pairs, text: text, symbols: symbols, limits: limits)
  }

  /// A frequency that the last pair to be merged will hardly go below.
  ///
  /// Frequencies fall somewhat faster than ranks rise: by experience the last of *n* merges has at
  /// least a thirtieth of an *n*-th of all pairs. If a round does not go far enough, the next does.
  private func expectedFrequency(_ pairs: FrequentPairs) -> Int {
    let remainingCount = max(plan.mergeCount - merges.count, 1)
    let expected = pairs.totalFrequency / 64 / remainingCount
    return lastThreshold.map { min($0 / 4, expected) } ?? expected
  }

  /// The most frequent pairs of each shard; those within the limits as a whole are among them.
  private mutating func countPairs(_ limits: RoundLimits) -> FrequentPairs {
    while true {
      let (text, lengths, plan, shardCount) = (text, symbols.lengths, plan, shardCount)
      let shards = concurrently(shardCount, onThreads: plan.threadCount) { shard in
        PairCounts(
          of: text, lengths: lengths, maximumLength: plan.maximumPieceLength,
          shard: (shard, shardCount), capacity: plan.countedPairLimit
        )?.mostFrequent(limits)
      }
      let counted = shards.compactMap { $0 }
      if counted.count == shardCount { return FrequentPairs(joining: counted).limited(to: limits) }
      self.shardCount *= 2
    }
  }

  /// Makes a new symbol of a pair, wherever it stands.
  ///
  /// No earlier symbol is spelled so: what merges make of a stretch of text depends on nothing
  /// outside it as long as none reaches across its ends, so one spelling arises in one way.
  private mutating func learn(_ number: Int) {
    guard var round = round.take() else { return }
    let pair = round.pairs[number].pair
    let merged = symbols.count
    symbols.append(mergeOf: Int(pair.left), Int(pair.right))
    merges.append(
      Merge(left: pair.left, right: pair.right, merged: TokenID(merged)))
    before.grow(to: merged + 1)
    after.grow(to: merged + 1)

    let applied = merge(pair, into: merged, at: round.pairs[number].extent, of: &round.positions)
    settle(pair, merged: merged, joins: applied.joins, in: &round)
    listPositions(of: merged, at: applied.extent, of: &round.positions)
    before.removeAll()
    after.removeAll()
    self.round = round
  }

  /// Merges a pair where it still stands, counts what stands beside it, and keeps these positions.
  ///
  /// Of a symbol before that has just been merged itself, the join is counted instead. Positions
  /// ascend, so of equal symbols that overlap, as in `aaa`, the leftmost pair goes first, and what
  /// stands after is never merged already.
  private mutating func merge(
    _ pair: SymbolPair, into merged: Int, at extent: Range<Int>, of positions: inout [UInt32]
  ) -> (extent: Range<Int>, joins: NeighbourCounts.Entry) {
    let (left, right) = (Cell(pair.left), Cell(pair.right))
    let leftWidth = Int(symbols.widths[Int(pair.left)])
    let rightWidth = Int(symbols.widths[Int(pair.right)])
    var joins = NeighbourCounts.Entry()
    var kept = extent.lowerBound
    for listed in extent {
      let start = Int(positions[listed])
      let middle = start + leftWidth
      guard text.cells[start] == left, text.cells[middle] == right else { continue }
      let end = middle + rightWidth
      let frequency = text.frequencies[start]
      let previous = Int(text.cells[start - 1])
      let next = Int(text.cells[end])
      if previous == merged {
        joins.frequency += frequency
        joins.positionCount += 1
      } else if previous != 0 {
        before.add(previous, frequency: frequency)
      }
      if next != 0 { after.add(next, frequency: frequency) }
      text.cells[middle - 1] = TrainingText<Cell>.boundary
      text.cells[middle] = TrainingText<Cell>.boundary
      text.cells[start] = Cell(merged)
      text.cells[end - 1] = Cell(merged)
      positions[kept] = UInt32(start)
      kept += 1
    }
    return (extent.lowerBound..<kept, joins)
  }

  /// Brings the frequencies of pairs up to date after a merge.
  private mutating func settle(
    _ pair: SymbolPair, merged: Int, joins: NeighbourCounts.Entry, in round: inout MergeRound
  ) {
    for symbol in before.symbols {
      let entry = before[symbol]
      round.remove(entry.frequency, of: SymbolPair(symbol, pair.left))
      before[symbol].cursor = track(SymbolPair(symbol, merged), entry, in: &round)
    }
    for symbol in after.symbols {
      var entry = after[symbol]
      round.remove(entry.frequency, of: SymbolPair(pair.right, symbol))
      // Where two were merged side by side, the left symbol of the second is no neighbour any more.
      if symbol == pair.left {
        entry.frequency -= joins.frequency
        entry.positionCount -= joins.positionCount
      }
      after[symbol].cursor = track(SymbolPair(merged, symbol), entry, in: &round)
    }
    guard joins.positionCount > 0 else { return }
    after.add(merged, frequency: joins.frequency)
    after[merged].cursor = track(SymbolPair(merged, merged), joins, in: &round)
  }

  /// Tracks a pair that has arisen, if it may be merged, and returns where its positions go.
  private func track(
    _ pair: SymbolPair, _ entry: NeighbourCounts.Entry, in round: inout MergeRound
  ) -> UInt32 {
    let length = Int(symbols.lengths[Int(pair.left)]) + Int(symbols.lengths[Int(pair.right)])
    guard length <= plan.maximumPieceLength else { return NeighbourCounts.noCursor }
    let start = round.add(
      pair, frequency: entry.frequency, positionCount: Int(entry.positionCount), symbols)
    return start.map(UInt32.init) ?? NeighbourCounts.noCursor
  }

  /// Writes down where the pairs that a merge has made stand, for those that are tracked.
  private mutating func listPositions(
    of merged: Int, at extent: Range<Int>, of positions: inout [UInt32]
  ) {
    let width = Int(symbols.widths[merged])
    for listed in extent {
      let start = Int(positions[listed])
      let previous = Int(text.cells[start - 1])
      if previous != merged, before[previous].cursor != NeighbourCounts.noCursor {
        let place = Int(before[previous].cursor)
        positions[place] = UInt32(start - Int(symbols.widths[previous]))
        before[previous].cursor += 1
      }
      let next = Int(text.cells[start + width])
      if after[next].cursor != NeighbourCounts.noCursor {
        positions[Int(after[next].cursor)] = UInt32(start)
        after[next].cursor += 1
      }
    }
  }
}
