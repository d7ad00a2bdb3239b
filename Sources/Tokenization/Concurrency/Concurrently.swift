import Dispatch
import Synchronization

/// Runs a function for each number below a count, on some threads.
///
/// - Parameters:
///   - count: How often to run it.
///   - threadCount: How many threads may do so at once.
///   - body: Is given a number.
/// - Returns: The results in the order of the numbers.
package func concurrently<Result: Sendable>(
  _ count: Int, onThreads threadCount: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(count, threadCount)) { _ in
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      let result = body(number)
      results.withLock { $0[number] = result }
    }
  }
  return results.withLock { results in results.compactMap { $0 } }
}
