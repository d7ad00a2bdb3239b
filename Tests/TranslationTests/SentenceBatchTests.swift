import Kernels
import Testing
import Tokenization
import TransformerModel
import Translation

@Suite struct SentenceBatchTests {
  private func batches(
    of lengths: [Int], _ memory: BatchMemory, size: Int = 64, workerCount: Int = 1
  ) -> [[Int]] {
    let sentences = lengths.map { length in
      TokenizedSentence(
        request: SentenceRequest(""), tokens: [TokenID](repeating: 0, count: length))
    }
    return SentenceBatch.batches(
      of: sentences, size: size, workerCount: workerCount, memory: memory
    ).map(\.places)
  }

  private func memory(
    _ preset: Preset, threadCount: Int = 1, keyValueStorage: Precision = .f32
  ) -> BatchMemory {
    var options = TranslationOptions()
    options.threadCount = threadCount
    return BatchMemory(
      [(preset.configuration(vocabularyCount: 8000), keyValueStorage)], options)
  }

  @Test func shortSentencesFillBatches() {
    let found = batches(of: Array(repeating: 5, count: 130), memory(.tiny))
    #expect(found.map(\.count).sorted() == [2, 64, 64])
  }

  /// The last batches are small, but have 32 hypotheses.
  @Test(arguments: [
    (5, 2, [2, 3]), (1, 4, [1]), (100, 2, [5, 8, 12, 25, 50]), (129, 2, [1, 8, 8, 16, 32, 64]),
    (300, 2, [6, 8, 13, 27, 54, 64, 64, 64]), (300, 1, [44, 64, 64, 64, 64]),
  ])
  func eachWorkerHasItsShareOfAShortText(count: Int, workerCount: Int, wanted: [Int]) {
    let lengths = [0] + Array(repeating: 5, count: count)
    let found = batches(of: lengths, memory(.tiny), workerCount: workerCount)
    #expect(found.map(\.count).sorted() == wanted)
    #expect(found.joined().sorted() == Array(1...count))
  }

  @Test(arguments: [1, 2, 8])
  func aBatchTakesNoMoreThanItsMemory(threadCount: Int) {
    let lengths = (0..<500).map { $0 % 97 }
    let memory = memory(.base, threadCount: threadCount)
    let found = batches(of: lengths, memory)
    #expect(found.contains { $0.count < 64 })
    #expect(found.joined().sorted() == lengths.indices.filter { lengths[$0] > 0 })
    for batch in found {
      let count = batch.reduce(0) { $0 + memory.numberCount(length: lengths[$1]) }
      #expect(count <= memory.limit)
    }
  }

  @Test func aSentenceThatNeedsMoreHasABatchOfItsOwn() {
    let memory = memory(.base)
    #expect(memory.numberCount(length: 5000) > memory.limit)
    let found = batches(of: [5000, 5, 5000, 5], memory)
    #expect(found.map { $0.sorted() } == [[0], [2], [1, 3]])
  }

  @Test func keysAndValuesInBF16LeaveRoomForMoreSentences() {
    let lengths = Array(repeating: 40, count: 64)
    let floats = batches(of: lengths, memory(.base, threadCount: 2))
    let halves = batches(of: lengths, memory(.base, threadCount: 2, keyValueStorage: .bf16))
    #expect(floats.map(\.count).sorted() == [8, 14, 14, 14, 14])
    #expect(halves.map(\.count).sorted() == [12, 26, 26])
  }

  @Test func moreThreadsHaveLessEach() {
    #expect(memory(.base, threadCount: 2).limit < memory(.base).limit)
    #expect(memory(.base, threadCount: 64).limit == memory(.base, threadCount: 8).limit)
  }
}
