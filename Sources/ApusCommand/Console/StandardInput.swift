import Foundation
import Synchronization
import TextNormalization

/// Lines from standard input, read ahead, in chunks of what is there.
///
/// So a terminal or a slow pipe is answered line by line, and a file in large pieces.
struct StandardInput {
  private let queue: LineQueue
  private let repairs = RepairedLines()

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - capacity: How many lines may be read ahead.
  ///   - repairsText: Whether bytes that are not UTF-8 become U+FFFD; else they are an error.
  init(capacity: Int = 1 << 14, repairsText: Bool = false) {
    let queue = LineQueue(capacity: capacity)
    let repairs = repairs
    self.queue = queue
    Thread.detachNewThread {
      queue.finish(
        Result {
          let reader = LineReader(
            descriptor: FileHandle.standardInput.fileDescriptor,
            repaired: repairsText ? { repairs.insert($0) } : nil)
          while let lines = try reader.nextAtHand() { queue.append(lines) }
        })
    }
  }

  /// The lines that are there, at least one, or nil at the end of the text.
  ///
  /// - Parameter limit: The most lines to take.
  /// - Returns: Lines without their ends.
  /// - Throws: `TextError`, after the lines before it have been taken.
  func next(atMost limit: Int = .max) throws -> [String]? {
    try queue.next(atMost: limit)
  }

  /// Whether a line that was taken had bytes that are not UTF-8; asked once for each.
  ///
  /// - Parameter line: Its number, counted from 1.
  /// - Returns: Whether it had.
  func isRepaired(line: Int) -> Bool { repairs.remove(line) }
}

/// The numbers of lines that were repaired and not yet asked for.
private final class RepairedLines: Sendable {
  private let numbers = Mutex(Set<Int>())

  func insert(_ number: Int) { numbers.withLock { _ = $0.insert(number) } }

  func remove(_ number: Int) -> Bool { numbers.withLock { $0.remove(number) != nil } }
}
