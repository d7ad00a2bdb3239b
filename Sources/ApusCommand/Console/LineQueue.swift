import Dispatch
import Synchronization

/// Lines that one thread reads and another one takes, as many as are there.
final class LineQueue: Sendable {
  private struct State {
    var lines: [String] = []
    /// Set after the last line.
    var end: Result<Void, any Error>?
  }

  private let state = Mutex(State())
  /// Counts lines that are there, and the end.
  private let filled = DispatchSemaphore(value: 0)
  /// Counts places that are free.
  private let room: DispatchSemaphore

  /// An empty queue.
  ///
  /// - Parameter capacity: How many lines may wait; a reader that is faster than this waits itself.
  init(capacity: Int) {
    // A semaphore that is freed below the value it began with is a crash, so it begins with none.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { room.signal() }
  }

  /// Adds a line, as soon as there is room.
  func append(_ line: String) {
    room.wait()
    state.withLock { $0.lines.append(line) }
    filled.signal()
  }

  /// Says that no line follows, or what went wrong instead of one.
  func finish(_ end: Result<Void, any Error>) {
    state.withLock { $0.end = end }
    filled.signal()
  }

  /// Waits until a line is there, and takes all that are there by then.
  ///
  /// - Parameter limit: The most lines to take.
  /// - Returns: At least one line, or nil after the last.
  /// - Throws: What the reader ended with, after the lines before it.
  func next(atMost limit: Int) throws -> [String]? {
    filled.wait()
    let (lines, end) = state.withLock { state in
      let lines = Array(state.lines.prefix(limit))
      state.lines.removeFirst(lines.count)
      return (lines, state.end)
    }
    guard lines.isEmpty else {
      for _ in lines.dropFirst() { filled.wait() }
      for _ in lines { room.signal() }
      return lines
    }
    try end?.get()
    return nil
  }
}
