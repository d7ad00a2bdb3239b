/// Cuts a batch into micro-batches that cost about the same, by a rule that knows no threads.
///
/// Lane *l* computes the micro-batches *l*, *l* + `laneCount`, *l* + 2 `laneCount` and so on, and
/// gradients are summed lane by lane: however many threads share the lanes, the sums are the same.
package struct MicroBatches: Equatable, Sendable {
  package let laneCount: Int
  /// The most source and target tokens in a micro-batch, as far as memory goes.
  package let maximumTokens: Int

  package init(laneCount: Int, maximumTokens: Int = .max) {
    precondition(laneCount > 0, "\(laneCount) lanes")
    precondition(maximumTokens > 0, "micro-batches of \(maximumTokens) tokens")
    self.laneCount = laneCount
    self.maximumTokens = maximumTokens
  }

  /// What a pair costs to train on, in 512ths of a token: `512 (S + T) + S² + T² + S·T`.
  ///
  /// Products grow with the tokens and the three attentions with the squares. At a sequence length
  /// near the model dimension both weigh about the same; 512 is that of the paper's base model.
  package static func cost(of extent: PairExtent) -> Int {
    let (source, target) = (extent.sourceCount, extent.targetCount)
    return 512 * (source + target) + source * source + target * target + source * target
  }

  /// Cuts a batch into `laneCount` micro-batches, or the smallest multiple of it at which none
  /// exceeds `maximumTokens`; a single pair that exceeds it is left alone.
  ///
  /// The costs of two micro-batches differ by at most the cost of the dearest pair. None is empty
  /// unless there are fewer pairs than micro-batches; empty ones are last.
  ///
  /// - Parameters:
  ///   - batch: Indices of pairs.
  ///   - corpus: What they are indices of.
  /// - Returns: The indices, each once, in each micro-batch in the order of the batch.
  package func cut(_ batch: [Int], of corpus: EncodedCorpus) -> [[Int]] {
    cut(batch.map(corpus.extent)).map { positions in positions.map { batch[$0] } }
  }

  /// Cuts a batch of which only the lengths are known, as above.
  ///
  /// - Parameter extents: Of the pairs, in the order of the batch.
  /// - Returns: Positions in the batch.
  package func cut(_ extents: [PairExtent]) -> [[Int]] {
    var count = laneCount
    while true {
      let microBatches = balanced(extents, count: count)
      if microBatches.allSatisfy({ fits($0, extents) }) { return microBatches }
      count += laneCount
    }
  }

  private func fits(_ microBatch: [Int], _ extents: [PairExtent]) -> Bool {
    microBatch.count <= 1
      || microBatch.reduce(0) { $0 + extents[$1].sourceCount + extents[$1].targetCount }
        <= maximumTokens
  }

  /// Gives each pair, the dearest first, to the micro-batch that has least to do (Graham, 1969).
  private func balanced(_ extents: [PairExtent], count: Int) -> [[Int]] {
    let costs = extents.map(Self.cost)
    let dearestFirst = extents.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
    var positions: [[Int]] = Array(repeating: [], count: count)
    var loads = Array(repeating: 0, count: count)
    for position in dearestFirst {
      let lightest = loads.indices.reduce(0) { loads[$1] < loads[$0] ? $1 : $0 }
      positions[lightest].append(position)
      loads[lightest] += costs[position]
    }
    return positions.map { $0.sorted() }
  }
}
