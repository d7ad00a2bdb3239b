import Kernels
import Synchronization
import Testing
import TransformerModel
import Translation

/// Sentences of as many tokens as their text has letters.
@Suite struct SentenceQueueTests {
  private func limits(workerCount: Int = 1) -> GroupLimits {
    let configuration = Preset.tiny.configuration(vocabularyCount: 8000)
    return GroupLimits(
      size: 8, sentenceCount: 100, workerCount: workerCount,
      memory: BatchMemory([(configuration, .f32)], TranslationOptions()))
  }

  private func queue(
    _ texts: [String], _ limits: GroupLimits,
    answered: @escaping (Int, [Translation]) -> [SentenceRequest] = { _, _ in [] }
  ) -> SentenceQueue {
    SentenceQueue(
      texts.map { SentenceRequest($0) }, limits: limits,
      tokenize: { request in
        TokenizedSentence(request: request, tokens: request.text.unicodeScalars.map { _ in 3 })
      }, answered: answered)
  }

  private func take(_ queue: SentenceQueue, _ limits: GroupLimits) -> [SentenceQueue.Job] {
    queue.take(limits.room(beside: [], runningCount: 0), waits: true)
  }

  @Test func theLongestComeFirst() {
    let limits = limits()
    let queue = queue(["a", "bbb", "cc", "ddd"], limits)
    #expect(take(queue, limits).map(\.place) == [1, 3])
    #expect(take(queue, limits).map(\.place) == [2, 0])
    #expect(queue.count == 0)
  }

  @Test func sentencesWithoutTokensAreAnsweredAtOnce() {
    let answers = Mutex<[Int: [Translation]]>([:])
    let limits = limits()
    let queue = queue(["", "a", ""], limits) { place, translations in
      answers.withLock { $0[place] = translations }
      return []
    }
    #expect(answers.withLock { $0.mapValues { $0.map(\.text) } } == [0: [""], 2: [""]])
    #expect(take(queue, limits).map(\.place) == [1])
  }

  @Test func whatFollowsIsTranslatedToo() {
    let limits = limits()
    let queue = queue(["aa", "b"], limits) { place, _ in
      place == 0 ? [SentenceRequest("ccc"), SentenceRequest(""), SentenceRequest("d")] : []
    }
    let first = take(queue, limits)
    #expect(first.map(\.place) == [0, 1])
    queue.answer(first[1], [])
    queue.answer(first[0], [])
    let second = take(queue, limits)
    #expect(second.map(\.place) == [2, 4])
    for job in second { queue.answer(job, []) }
    #expect(take(queue, limits).isEmpty)
  }

  /// A worker without sentences waits as long as another may bring some.
  @Test(arguments: 1...20) func workersEndTogether(round: Int) {
    let limits = limits(workerCount: 3)
    let counts = Mutex<[Int]>([])
    // A sentence of n letters is followed by one of n - 1.
    let queue = queue((1...9).map { String(repeating: "a", count: $0) }, limits) { _, answer in
      let length = Int(answer[0].score)
      counts.withLock { $0.append(length) }
      return length > 1 ? [SentenceRequest(String(repeating: "a", count: length - 1))] : []
    }
    let pool = WorkerPool(workerCount: 3) { _ in () }
    defer { pool.close() }
    pool.onEachWorker { _, _ in
      while true {
        let jobs = queue.take(limits.room(beside: [], runningCount: 0), waits: true)
        if jobs.isEmpty { return }
        for job in jobs { queue.answer(job, [Translation("", score: Double(job.length))]) }
      }
    }
    let expected = (1...9).flatMap { Array(1...$0) }
    #expect(counts.withLock { $0.sorted() } == expected.sorted())
  }
}
