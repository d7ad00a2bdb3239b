import Foundation

/// The sentences that wait for a worker, the longest first, so that no worker begins with them when
/// the others have nothing left to do.
///
/// Sendable: everything is guarded by `condition`. Answers are taken one after the other.
package final class SentenceQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let limits: GroupLimits
  private let tokenize: (SentenceRequest) -> TokenizedSentence
  private let answered: (_ place: Int, _ translations: [Translation]) -> [SentenceRequest]
  /// Ascending by length, then the later ones first.
  private var waiting: [Job] = []
  /// The sentences that were taken and not answered.
  private var openCount = 0
  private var placeCount = 0

  /// A sentence, and its place among all requests.
  package struct Job: Sendable {
    package let place: Int
    package let sentence: TokenizedSentence

    package var length: Int { sentence.tokens.count }
  }

  /// A queue.
  ///
  /// - Parameters:
  ///   - requests: The first sentences.
  ///   - limits: What workers take at once.
  ///   - tokenize: Splits a sentence.
  ///   - answered: Gets the translations of a sentence, best first, and says what else is to be
  ///     translated, whose places follow; never called twice at a time.
  package init(
    _ requests: [SentenceRequest], limits: GroupLimits,
    tokenize: @escaping (SentenceRequest) -> TokenizedSentence,
    answered: @escaping (_ place: Int, _ translations: [Translation]) -> [SentenceRequest]
  ) {
    self.limits = limits
    self.tokenize = tokenize
    self.answered = answered
    add(requests)
  }

  /// The sentences that wait.
  package var count: Int { condition.withLock { waiting.count } }

  /// Takes sentences that begin together.
  ///
  /// - Parameters:
  ///   - room: What the worker has room for.
  ///   - waits: Whether to wait for a sentence where there is none yet.
  /// - Returns: The longest ones; none where there is too little room, or where all sentences have
  ///   been answered or taken.
  package func take(_ room: GroupLimits.Room, waits: Bool) -> [Job] {
    condition.lock()
    defer { condition.unlock() }
    while waits, waiting.isEmpty, openCount > 0 { condition.wait() }
    let rest = waiting.reduce(0) { $0 + $1.length }
    let count = limits.count(waiting.reversed().lazy.map(\.length), rest: rest, room: room)
    let jobs = Array(waiting.suffix(count).reversed())
    waiting.removeLast(count)
    openCount += count
    return jobs
  }

  /// Takes the translations of a sentence.
  package func answer(_ job: Job, _ translations: [Translation]) {
    condition.withLock {
      openCount -= 1
      add(answered(job.place, translations))
      if openCount == 0 || !waiting.isEmpty { condition.broadcast() }
    }
  }

  /// Adds sentences; those without tokens are answered at once.
  private func add(_ requests: [SentenceRequest]) {
    var requests = requests
    while !requests.isEmpty {
      var more: [SentenceRequest] = []
      for request in requests {
        let job = Job(place: placeCount, sentence: tokenize(request))
        placeCount += 1
        if job.length == 0 {
          more += answered(job.place, [.empty])
        } else {
          waiting.append(job)
        }
      }
      requests = more
    }
    waiting.sort { ($0.length, -$0.place) < ($1.length, -$1.place) }
  }
}
