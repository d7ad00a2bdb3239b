import Corpora
import Testing

@Suite struct EpochOrderTests {
  private let corpus = EncodedCorpus.random(count: 3000)

  private func order(seed: UInt64 = 7, batchTokens: Int = 256, window: Int = 8) -> EpochOrder {
    EpochOrder(
      corpus: corpus,
      options: .init(seed: seed, batchTokens: batchTokens, windowBatchCount: window))
  }

  @Test func sameSeedAndEpochGiveTheSameBatches() {
    let (first, second) = (order(), order())
    _ = first.batches(epoch: 0)
    #expect(first.batches(epoch: 5) == second.batches(epoch: 5))
  }

  @Test func epochsAndSeedsDiffer() {
    let batches = order().batches(epoch: 0)
    #expect(order().batches(epoch: 1) != batches)
    #expect(order(seed: 8).batches(epoch: 0) != batches)
  }

  @Test(arguments: [1, 20, 256, 100_000], [1, 8, Int.max])
  func everyPairIsVisitedOnce(batchTokens: Int, window: Int) {
    let batches = order(batchTokens: batchTokens, window: window).batches(epoch: 2)
    #expect(batches.joined().sorted() == Array(0..<corpus.count))
    #expect(batches.allSatisfy { !$0.isEmpty })
  }

  @Test(arguments: [20, 256, 4096])
  func batchesKeepTheirLimit(batchTokens: Int) {
    for batch in order(batchTokens: batchTokens).batches(epoch: 0) where batch.count > 1 {
      let tokenCount = batch.reduce(0) { $0 + corpus.extent(of: $1).targetCount }
      #expect(tokenCount <= batchTokens)
    }
  }

  @Test func endOfSentenceCountsAsAToken() {
    let corpus = EncodedCorpus(lengths: Array(repeating: (source: 1, target: 9), count: 4))
    let order = EpochOrder(corpus: corpus, options: .init(seed: 1, batchTokens: 20))
    #expect(order.batches(epoch: 0).map(\.count) == [2, 2])
  }

  @Test func pairBeyondTheLimitIsAlone() {
    let corpus = EncodedCorpus(lengths: [(1, 2), (1, 50), (1, 3)])
    let order = EpochOrder(corpus: corpus, options: .init(seed: 1, batchTokens: 10))
    #expect(Set(order.batches(epoch: 0)) == [[1], [0, 2]])
  }

  @Test func sentencesOfABatchAreAlike() {
    let spreads = order(window: 64).batches(epoch: 0).map { batch in
      let lengths = batch.map { corpus.extent(of: $0).targetCount }
      return (lengths.max() ?? 0) - (lengths.min() ?? 0)
    }
    // Lengths run from 2 to 46; a window of 64 batches cuts them into some 64 narrow bands.
    #expect(Double(spreads.reduce(0, +)) / Double(spreads.count) < 2)
  }

  @Test func batchesAreNotVisitedByLength() {
    let lengths = order(window: 1000).batches(epoch: 0).compactMap { batch in
      batch.first.map { corpus.extent(of: $0).targetCount }
    }
    let rises = zip(lengths, lengths.dropFirst()).count { $0 < $1 }
    #expect(rises > lengths.count / 3 && rises < lengths.count * 2 / 3)
  }

  @Test(arguments: [20, 256, 4096], [1, 8, Int.max])
  func theOrderIsThatOfThePlainRule(batchTokens: Int, window: Int) {
    let order = order(batchTokens: batchTokens, window: window)
    for epoch in 0..<3 {
      let batches = PlainOrder(corpus: corpus, options: order.options).batches(epoch: epoch)
      #expect(Array(order.batches(epoch: epoch)) == batches)
    }
  }

  @Test func theSentencesBeforeABatchAreCounted() {
    let batches = order().batches(epoch: 0)
    #expect(batches.pairCount(before: 0) == 0)
    #expect(batches.pairCount(before: 5) == batches.prefix(5).reduce(0) { $0 + $1.count })
    #expect(batches.pairCount(before: batches.count) == corpus.count)
  }

  @Test func bytesAreThoseOfVisitsAndBatches() {
    let order = order(batchTokens: 256)
    let bytes = 4 * corpus.count + 16 * order.batches(epoch: 0).count
    let predicted = EpochOrder.byteCount(of: corpus, batchTokens: 256)
    #expect(predicted >= bytes && predicted < 2 * bytes)
  }

  @Test func emptyCorpusHasNoBatches() {
    let order = EpochOrder(corpus: EncodedCorpus(), options: .init(seed: 1, batchTokens: 10))
    #expect(order.batches(epoch: 0).isEmpty)
  }
}

/// The rule of the order as it is told, with every step in an array of its own.
private struct PlainOrder {
  let corpus: EncodedCorpus
  let options: EpochOrder.Options

  func batches(epoch: Int) -> [[Int]] {
    var generator = SplitMix64(seed: options.seed, counter: UInt64(epoch))
    var order = Array(0..<corpus.count)
    generator.shuffle(&order)
    let windowTokens = options.windowBatchCount.multipliedReportingOverflow(by: options.batchTokens)
    let windows = cut(order, atMost: windowTokens.overflow ? Int.max : windowTokens.partialValue)
    var batches = windows.flatMap { cut($0.sorted(by: isShorter), atMost: options.batchTokens) }
    generator.shuffle(&batches)
    return batches
  }

  private func cut(_ pairs: [Int], atMost tokenLimit: Int) -> [[Int]] {
    var runs: [[Int]] = []
    var tokenCount = Int.max
    for pair in pairs {
      let length = corpus.extent(of: pair).targetCount
      if runs.isEmpty || length > tokenLimit - tokenCount {
        runs.append([])
        tokenCount = 0
      }
      runs[runs.count - 1].append(pair)
      tokenCount += length
    }
    return runs
  }

  private func isShorter(_ left: Int, _ right: Int) -> Bool {
    let (first, second) = (corpus.extent(of: left), corpus.extent(of: right))
    return (first.targetCount, first.sourceCount, left)
      < (second.targetCount, second.sourceCount, right)
  }
}
