import Corpora
import Testing

@Suite struct MicroBatchBoundTests {
  private struct Rules: CustomTestStringConvertible {
    var batchTokens = 512
    var laneCount = 4
    var maximumTokens = 8192
    var testDescription: String { "\(batchTokens), \(laneCount), \(maximumTokens)" }
    var microBatches: MicroBatches {
      MicroBatches(laneCount: laneCount, maximumTokens: maximumTokens)
    }
  }

  private static let rules = [
    Rules(), Rules(laneCount: 1), Rules(laneCount: 3), Rules(maximumTokens: 100),
    Rules(batchTokens: 64), Rules(batchTokens: 5), Rules(maximumTokens: 1),
    Rules(batchTokens: 1 << 20), Rules(batchTokens: 1 << 20, maximumTokens: 300),
  ]

  private static let weights = [
    TokenCounts(source: 1, target: 1), TokenCounts(source: 1, target: 1.5),
    TokenCounts(source: 1, target: 0), TokenCounts(source: 0, target: 1),
    TokenCounts(source: 5, target: 0.1),
  ]

  /// Like real text, with a few wild pairs, and with sides that have nothing to do with each other.
  private static let corpora = [EncodedCorpus.random(count: 700), wild, unrelated, weighted]

  private static var weighted: EncodedCorpus {
    var corpus = EncodedCorpus(lengths: (0..<300).map { (source: $0 % 30 + 1, target: 12) })
    corpus.beginPart(name: "long")
    for _ in 0..<5 {
      corpus.append(SentencePair(source: [Int32](repeating: 1, count: 90), target: [1]))
    }
    corpus.setWeights([0.5, 3.5])
    return corpus
  }

  private static var wild: EncodedCorpus {
    let pairs = (0..<400).map { index in
      let usual = (source: index % 9 + 1, target: 8)
      if index % 50 == 7 { return (source: 200, target: 2) }
      return index % 70 == 3 ? (source: 3, target: 180) : usual
    }
    return EncodedCorpus(lengths: pairs)
  }

  private static var unrelated: EncodedCorpus {
    var random = SplitMix64(seed: 3)
    var pairs: [(source: Int, target: Int)] = []
    for _ in 0..<500 {
      pairs.append((source: 1 + random.next(below: 100), target: 1 + random.next(below: 100)))
    }
    return EncodedCorpus(lengths: pairs)
  }

  @Test(arguments: rules) private func noMicroBatchOfAnyEpochIsLarger(rules: Rules) {
    for corpus in Self.corpora {
      let found = microBatches(of: corpus, rules, epochs: 6)
      #expect(found.count > 6)
      for weights in Self.weights {
        let bound = MicroBatchBound(corpus).largest(
          weights, batchTokens: rules.batchTokens, microBatches: rules.microBatches)
        let largest = found.map { $0.sum(weights) }.max() ?? 0
        #expect(largest <= bound.sum(weights) * (1 + 1e-9), "\(weights)")
      }
    }
  }

  @Test func theBoundIsNearOnText() {
    let corpus = EncodedCorpus.random(count: 4000)
    let rules = Rules(batchTokens: 4096)
    let weights = TokenCounts(source: 1, target: 1.5)
    let largest =
      microBatches(of: corpus, rules, epochs: 3).map { $0.sum(weights) }.max() ?? 0
    let bound = MicroBatchBound(corpus).largest(
      weights, batchTokens: rules.batchTokens, microBatches: rules.microBatches)
    #expect(bound.sum(weights) < 1.4 * largest)
  }

  @Test func aSinglePairIsTheLargestWhereNoneFits() {
    let corpus = EncodedCorpus(lengths: [(50, 60), (2, 2), (2, 2)])
    let bound = MicroBatchBound(corpus).largest(
      TokenCounts(source: 1, target: 1), batchTokens: 8,
      microBatches: MicroBatches(laneCount: 4, maximumTokens: 8))
    #expect(bound == TokenCounts(source: 51, target: 61))
  }

  @Test func smallerLimitsGiveNoLargerBounds() {
    let bound = MicroBatchBound(Self.corpora[2])
    let sums = [1, 10, 100, 500, 1000, 5000].map { limit in
      bound.largest(
        TokenCounts(source: 1, target: 2), batchTokens: 2048,
        microBatches: MicroBatches(laneCount: 4, maximumTokens: limit)
      ).sum(TokenCounts(source: 1, target: 2))
    }
    #expect(sums == sums.sorted())
    #expect(sums.first != sums.last)
  }

  /// The tokens of all micro-batches, sources' ends included.
  private func microBatches(
    of corpus: EncodedCorpus, _ rules: Rules, epochs: Int
  ) -> [TokenCounts] {
    let order = EpochOrder(
      corpus: corpus,
      options: EpochOrder.Options(seed: 5, batchTokens: rules.batchTokens, windowBatchCount: 4))
    let batches = (0..<epochs).flatMap(order.batches)
    return batches.flatMap { rules.microBatches.cut($0, of: corpus) }.map { pairs in
      let extents = pairs.map(corpus.extent)
      return TokenCounts(
        source: Double(extents.reduce(0) { $0 + $1.sourceCount + 1 }),
        target: Double(extents.reduce(0) { $0 + $1.targetCount }))
    }
  }
}
