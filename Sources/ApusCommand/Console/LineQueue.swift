import Foundation
import Synchronization

/// Lines that one thread reads and another one takes, as many as are there.
final class LineQueue: Sendable {
  private struct State {
    var lines: [String] = []
    /// Set after the last line.
    var end: Result<Void, any Error>?
  }

  private let capacity: Int
  private let state = Mutex(State())
  /// Held around every change of the state, and told of it.
  private let changed = NSCondition()

  /// An empty queue.
  ///
  /// - Parameter capacity: From how many waiting lines on a reader that is faster waits itself.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Adds lines, as soon as there is room.
  func append(_ lines: [String]) {
    changed.lock()
    defer { changed.unlock() }
    while state.withLock({ $0.lines.count >= capacity }) { changed.wait() }
    state.withLock { $0.lines += lines }
    changed.signal()
  }

  /// Says that no line follows, or what went wrong instead of one.
  func finish(_ end: Result<Void, any Error>) {
    changed.lock()
    defer { changed.unlock() }
    state.withLock { $0.end = end }
    changed.signal()
  }

  /// Waits until a line is there, and takes all that are there by then.
  ///
  /// - Parameter limit: The most lines to take.
  /// - Returns: At least one line, or nil after the last.
  /// - Throws: What the reader ended with, after the lines before it.
  func next(atMost limit: Int) throws -> [String]? {
    changed.lock()
    defer { changed.unlock() }
    while state.withLock({ $0.lines.isEmpty && $0.end == nil }) { changed.wait() }
    defer { changed.signal() }
    let lines = state.withLock { $0.lines.takeFirst(limit) }
    guard lines.isEmpty else { return lines }
    try state.withLock { $0.end }?.get()
    return nil
  }
}

extension Array {
  /// Removes elements from the front and returns them, without a copy where they are all.
  fileprivate mutating func takeFirst(_ limit: Int) -> [Element] {
    guard count > limit else {
      defer { self = [] }
      return self
    }
    let first = Array(prefix(limit))
    removeFirst(limit)
    return first
  }
}
