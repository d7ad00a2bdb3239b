import Corpora
import Testing

@Suite struct MicroBatchesTests {
  private let corpus = EncodedCorpus.random(count: 500)

  private func cost(_ microBatch: [Int]) -> Int {
    microBatch.reduce(0) { $0 + MicroBatches.cost(of: corpus.extent(of: $1)) }
  }

  private func tokenCount(_ microBatch: [Int]) -> Int {
    microBatch.reduce(0) {
      let extent = corpus.extent(of: $1)
      return $0 + extent.sourceCount + extent.targetCount
    }
  }

  @Test(arguments: [1, 2, 8, 13])
  func laneCountIsExact(laneCount: Int) {
    let microBatches = MicroBatches(laneCount: laneCount).cut(Array(100..<300), of: corpus)
    #expect(microBatches.count == laneCount)
    #expect(microBatches.joined().sorted() == Array(100..<300))
    #expect(microBatches.allSatisfy { !$0.isEmpty })
  }

  @Test(arguments: [2, 8, 13])
  func costsDifferByAtMostTheDearestPair(laneCount: Int) throws {
    let batch = Array(0..<200)
    let costs = MicroBatches(laneCount: laneCount).cut(batch, of: corpus).map(cost)
    let dearest = try #require(batch.map { cost([$0]) }.max())
    let (most, least) = (try #require(costs.max()), try #require(costs.min()))
    #expect(most - least <= dearest)
  }

  @Test func manyPairsBalanceWithinAPercent() throws {
    let costs = MicroBatches(laneCount: 8).cut(Array(0..<500), of: corpus).map(cost)
    let (most, least) = (try #require(costs.max()), try #require(costs.min()))
    #expect((most - least) * 100 < most)
  }

  @Test func limitOfTokensMultipliesTheLanes() {
    let batch = Array(0..<200)
    let microBatches = MicroBatches(laneCount: 4, maximumTokens: 300).cut(batch, of: corpus)
    #expect(microBatches.count > 4)
    #expect(microBatches.count.isMultiple(of: 4))
    #expect(microBatches.joined().sorted() == batch)
    #expect(microBatches.allSatisfy { tokenCount($0) <= 300 })
  }

  @Test func pairBeyondTheLimitIsAlone() {
    let corpus = EncodedCorpus(lengths: [(50, 50), (2, 2), (2, 2)])
    let microBatches = MicroBatches(laneCount: 2, maximumTokens: 20).cut([0, 1, 2], of: corpus)
    #expect(microBatches == [[0], [1, 2]])
  }

  @Test func fewerPairsThanLanesLeaveTheLastLanesEmpty() {
    let microBatches = MicroBatches(laneCount: 4).cut([9, 3], of: corpus)
    #expect(microBatches.count == 4)
    #expect(microBatches.map(\.count) == [1, 1, 0, 0])
  }

  @Test func microBatchesKeepTheOrderOfTheBatch() {
    let batch = Array((0..<100).reversed())
    for microBatch in MicroBatches(laneCount: 3).cut(batch, of: corpus) {
      #expect(microBatch == microBatch.sorted(by: >))
    }
  }

  @Test func costIsThatOfTheFormula() {
    let extent = PairExtent(sourceCount: 3, targetCount: 5)
    #expect(MicroBatches.cost(of: extent) == 512 * 8 + 9 + 25 + 15)
  }
}
