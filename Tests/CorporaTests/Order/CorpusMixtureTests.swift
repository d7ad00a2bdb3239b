import Corpora
import Testing

@Suite struct CorpusMixtureTests {
  private static func corpus(_ counts: [Int], weights: [Double]) -> EncodedCorpus {
    var corpus = EncodedCorpus()
    for (part, count) in counts.enumerated() {
      if part > 0 { corpus.beginPart(name: "\(part)") }
      for _ in 0..<count { corpus.append(SentencePair(source: [1], target: [2, 3])) }
    }
    corpus.setWeights(weights)
    return corpus
  }

  /// How often each pair is visited.
  private func visitCounts(_ corpus: EncodedCorpus, seed: UInt64 = 1, epoch: Int = 0) -> [Int] {
    var counts = [Int](repeating: 0, count: corpus.count)
    let order = EpochOrder(corpus: corpus, options: .init(seed: seed, batchTokens: 30))
    for pair in order.batches(epoch: epoch).joined() { counts[pair] += 1 }
    return counts
  }

  @Test func wholeWeightsVisitEveryPairAsOften() {
    let corpus = Self.corpus([3, 2, 1], weights: [1, 2, 3])
    #expect(visitCounts(corpus) == [1, 1, 1, 2, 2, 3])
    #expect(CorpusMixture(corpus).visitCount == 10)
  }

  @Test(arguments: 0..<4)
  func fractionsVisitAnExactShareOnceMore(epoch: Int) {
    let counts = visitCounts(Self.corpus([1000, 400], weights: [0.5, 2.25]), epoch: epoch)
    #expect(counts.prefix(1000).allSatisfy { $0 <= 1 })
    #expect(counts.prefix(1000).reduce(0, +) == 500)
    #expect(counts.dropFirst(1000).allSatisfy { 2...3 ~= $0 })
    #expect(counts.dropFirst(1000).reduce(0, +) == 900)
  }

  @Test func sharesDifferByEpochAndSeedAndAreTheSameAgain() {
    let corpus = Self.corpus([1000], weights: [0.5])
    let counts = visitCounts(corpus)
    #expect(visitCounts(corpus) == counts)
    #expect(visitCounts(corpus, epoch: 1) != counts)
    #expect(visitCounts(corpus, seed: 2) != counts)
  }

  @Test func overManyEpochsAllPairsAreVisitedAlike() {
    let corpus = Self.corpus([200], weights: [0.25])
    var sums = [Int](repeating: 0, count: 200)
    for epoch in 0..<400 {
      let counts = visitCounts(corpus, epoch: epoch)
      for pair in sums.indices { sums[pair] += counts[pair] }
    }
    // 100 visits each are to be expected, with a standard deviation of 8.7.
    #expect(sums.allSatisfy { 60...140 ~= $0 })
    #expect(sums.reduce(0, +) == 20_000)
  }

  @Test func theSmallestWeightStillVisitsAPair() {
    #expect(visitCounts(Self.corpus([3], weights: [0.001])).reduce(0, +) == 1)
  }

  @Test func weightsOfOneLeaveTheOrderAsItIs() {
    let options = EpochOrder.Options(seed: 4, batchTokens: 40)
    let whole = EpochOrder(corpus: Self.corpus([500], weights: [1]), options: options)
    let parts = EpochOrder(corpus: Self.corpus([200, 300], weights: [1, 1]), options: options)
    #expect(whole.batches(epoch: 3) == parts.batches(epoch: 3))
  }
}
