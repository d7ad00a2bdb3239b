/// Some sentence pairs of a corpus, arranged for columns that are learned side by side.
struct PairBlock: Sendable {
  /// A target token and the pair that it stands in.
  struct Occurrence: Sendable {
    let pair: UInt32
    let target: Int32
  }

  /// Enough pairs of tokens to keep several threads busy for some milliseconds.
  private static let fullCost = 1 << 20

  /// The sources end to end.
  private var sources: [Int32] = []
  /// Where each source starts, and last where all end.
  private var starts = [0]
  /// The target tokens of each shard, in the order of the corpus.
  private(set) var occurrences: [[Occurrence]]
  /// How many pairs of a source and a target token there are.
  private var cost = 0

  init(shardCount: Int) {
    occurrences = Array(repeating: [], count: shardCount)
  }

  var pairCount: Int { starts.count - 1 }

  var isFull: Bool { cost >= Self.fullCost }

  mutating func append(_ pair: TokenPair) {
    sources.append(contentsOf: pair.source)
    for target in pair.target {
      occurrences[Int(target) % occurrences.count].append(
        Occurrence(pair: UInt32(pairCount), target: target))
    }
    starts.append(sources.count)
    // A pair without source tokens costs something too.
    cost += (pair.source.count + 1) * (pair.target.count + 1)
  }

  mutating func removeAll() {
    sources.removeAll(keepingCapacity: true)
    starts = [0]
    for shard in occurrences.indices { occurrences[shard].removeAll(keepingCapacity: true) }
    cost = 0
  }

  /// Gives each target token of a shard, and the source beside it, to a closure.
  func forEachOccurrence(inShard shard: Int, _ body: (Int32, Span<Int32>) -> Void) {
    let sources = sources.span
    for occurrence in occurrences[shard] {
      let range = starts[Int(occurrence.pair)]..<starts[Int(occurrence.pair) + 1]
      body(occurrence.target, sources.extracting(range))
    }
  }
}
