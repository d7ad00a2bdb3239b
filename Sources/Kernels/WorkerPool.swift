import Foundation
import Synchronization

/// A fixed set of threads, each with a state of its own, that share out numbered tasks.
///
/// Which worker takes which task is left to chance; whoever wants results that do not depend on it
/// makes a task's result a function of its number, and combines results in the order of the
/// numbers.
package final class WorkerPool<State>: @unchecked Sendable {
  // Sendable: `states[i]` is touched by worker i alone; everything else is guarded by `condition`.
  private let states: [State]
  private let condition = NSCondition()
  private var region: Region?
  private var generation = 0
  private var busyCount = 0
  private var isClosing = false

  /// The number of workers, the calling thread among them.
  package var workerCount: Int { states.count }

  /// Starts `workerCount - 1` threads; the caller of `map` is the first worker.
  package init(workerCount: Int, makeState: (Int) -> State) {
    precondition(workerCount > 0, "a pool of \(workerCount) workers")
    states = (0..<workerCount).map(makeState)
    for index in 1..<max(workerCount, 1) {
      let shared = Retained(pool: self)
      let thread = Thread { shared.pool.work(as: index) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Runs `body` once for each number below `taskCount` and returns the results in the order of the
  /// numbers.
  package func map<Result: Sendable>(
    _ taskCount: Int, _ body: @escaping @Sendable (State, Int) -> Result
  ) -> [Result] {
    // Waking the others would take longer than a short task.
    if taskCount == 1 { return [body(states[0], 0)] }
    let results = Results<Result>(count: taskCount)
    run(
      Region(
        body: .tasks(taskCount) { worker, task in
          results.values[task] = body(self.states[worker], task)
        }))
    return (0..<taskCount).compactMap { results.values[$0] }
  }

  /// Runs `body` once on every worker, with its state and number.
  package func onEachWorker(_ body: @escaping @Sendable (State, Int) -> Void) {
    run(Region(body: .onEachWorker { worker in body(self.states[worker], worker) }))
  }

  /// Lets the threads end; the pool cannot be used afterwards.
  package func close() {
    condition.lock()
    isClosing = true
    condition.broadcast()
    condition.unlock()
  }

  private func run(_ region: Region) {
    open(region)
    region.work(as: 0)
    waitForOthers()
  }

  private func open(_ region: Region) {
    condition.lock()
    precondition(!isClosing, "a closed pool was given work")
    self.region = region
    generation += 1
    busyCount = workerCount - 1
    condition.broadcast()
    condition.unlock()
  }

  private func waitForOthers() {
    condition.lock()
    while busyCount > 0 { condition.wait() }
    region = nil
    condition.unlock()
  }

  private func work(as index: Int) {
    var seen = 0
    while let region = nextRegion(after: &seen) {
      region.work(as: index)
      condition.lock()
      busyCount -= 1
      if busyCount == 0 { condition.broadcast() }
      condition.unlock()
    }
  }

  private func nextRegion(after seen: inout Int) -> Region? {
    condition.lock()
    defer { condition.unlock() }
    while generation == seen && !isClosing { condition.wait() }
    seen = generation
    return isClosing ? nil : region
  }

  /// Keeps the pool alive from its threads until it is closed.
  private struct Retained: @unchecked Sendable {
    let pool: WorkerPool
  }

  /// One slot a task, written by the worker that has the task and read when all are done.
  private final class Results<Result>: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Result?>

    init(count: Int) {
      values = .allocate(capacity: count)
      values.initialize(repeating: nil)
    }

    deinit {
      values.deinitialize()
      values.deallocate()
    }
  }
}

/// What all workers do at the same time.
private final class Region: Sendable {
  enum Body: Sendable {
    /// Tasks that are handed out by number until none is left.
    case tasks(_ count: Int, @Sendable (_ worker: Int, _ task: Int) -> Void)
    case onEachWorker(@Sendable (_ worker: Int) -> Void)
  }

  private let body: Body
  private let next = Atomic<Int>(0)

  init(body: Body) { self.body = body }

  func work(as worker: Int) {
    switch body {
    case .onEachWorker(let body): body(worker)
    case .tasks(let count, let body):
      while true {
        let task = next.add(1, ordering: .relaxed).oldValue
        if task >= count { return }
        body(worker, task)
      }
    }
  }
}
