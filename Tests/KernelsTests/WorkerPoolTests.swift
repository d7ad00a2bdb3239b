import Foundation
import Kernels
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
  @Test(arguments: 1...4)
  func resultsStandInTheOrderOfTheTasks(workerCount: Int) {
    let pool = WorkerPool(workerCount: workerCount) { $0 }
    defer { pool.close() }
    let results = pool.map(1000) { _, task in
      // Early tasks take longest, so that later ones are done before them.
      (0..<(task < 10 ? 50_000 : 1)).reduce(task) { sum, term in sum ^ term ^ term }
    }
    #expect(results == Array(0..<1000))
  }

  @Test(arguments: 1...4)
  func everyTaskRunsOnceOnAState(workerCount: Int) {
    var tallies: [Tally] = []
    let pool = WorkerPool(workerCount: workerCount) { index in
      tallies.append(Tally(index: index))
      return tallies[index]
    }
    defer { pool.close() }
    _ = pool.map(5000) { tally, task in tally.append(task) }
    #expect(pool.workerCount == workerCount)
    #expect(tallies.map(\.index) == Array(0..<workerCount))
    #expect(tallies.flatMap(\.tasks).sorted() == Array(0..<5000))
  }

  @Test func aSingleTaskStaysWithWhoAsks() {
    let pool = WorkerPool(workerCount: 3) { $0 }
    defer { pool.close() }
    for _ in 0..<100 {
      let places = pool.map(1) { worker, _ in (worker, pthread_self()) }
      #expect(places.count == 1 && places[0].0 == 0)
      #expect(pthread_equal(places[0].1, pthread_self()) != 0)
    }
  }

  @Test(arguments: 1...4)
  func manyRegionsRunOneAfterTheOther(workerCount: Int) {
    let pool = WorkerPool(workerCount: workerCount) { _ in }
    defer { pool.close() }
    let running = Atomic<Int>(0)
    for region in 0..<300 {
      let results = pool.map(region % 7) { _, task in
        running.add(1, ordering: .sequentiallyConsistent)
        return region * 10 + task
      }
      #expect(results == (0..<region % 7).map { region * 10 + $0 })
    }
    #expect(running.load(ordering: .sequentiallyConsistent) == (0..<300).reduce(0) { $0 + $1 % 7 })
  }

  /// A state is no lock: one worker uses it, and a worker has one task at a time.
  @Test func stateIsUsedByOneTaskAtATime() {
    let pool = WorkerPool(workerCount: 4) { Tally(index: $0) }
    defer { pool.close() }
    let clashes = pool.map(100) { tally, _ in
      let wasBusy = tally.isBusy.exchange(true, ordering: .sequentiallyConsistent)
      // Long enough for the other workers to begin a task meanwhile, even on a single core.
      Thread.sleep(forTimeInterval: 0.001)
      defer { tally.isBusy.store(false, ordering: .sequentiallyConsistent) }
      return wasBusy ? 1 : 0
    }
    #expect(clashes.reduce(0, +) == 0)
  }

  /// Four tasks that each wait until all four have begun.
  @Test func workersRunAtTheSameTime() {
    let pool = WorkerPool(workerCount: 4) { $0 }
    defer { pool.close() }
    let begun = Atomic<Int>(0)
    let deadline = Date(timeIntervalSinceNow: 60)
    let workers = pool.map(4) { worker, _ in
      begun.add(1, ordering: .sequentiallyConsistent)
      while begun.load(ordering: .sequentiallyConsistent) < 4 && Date() < deadline {
        Thread.sleep(forTimeInterval: 0.001)
      }
      return worker
    }
    #expect(workers.sorted() == [0, 1, 2, 3])
  }

  @Test func singleWorkerIsTheCallingThread() {
    let pool = WorkerPool(workerCount: 1) { _ in }
    defer { pool.close() }
    let caller = ObjectIdentifier(Thread.current)
    #expect(pool.map(3) { _, _ in ObjectIdentifier(Thread.current) } == [caller, caller, caller])
  }

  @Test func closedPoolEndsItsThreadsAndIsFreed() {
    weak var released: WorkerPool<Int>?
    do {
      let pool = WorkerPool(workerCount: 3) { $0 }
      released = pool
      _ = pool.map(10) { _, task in task }
      pool.close()
    }
    let deadline = Date(timeIntervalSinceNow: 60)
    while released != nil && Date() < deadline { Thread.sleep(forTimeInterval: 0.001) }
    #expect(released == nil)
  }
}

/// The state of a worker: what it was given to do.
private final class Tally: Sendable {
  let index: Int
  let isBusy = Atomic(false)
  private let done = Mutex<[Int]>([])

  init(index: Int) {
    self.index = index
  }

  var tasks: [Int] { done.withLock { $0 } }

  func append(_ task: Int) {
    done.withLock { $0.append(task) }
  }
}
