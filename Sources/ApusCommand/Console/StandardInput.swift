import Foundation
import TextNormalization

/// Lines from standard input, read ahead, in chunks of what is there.
///
/// So a terminal or a slow pipe is answered line by line, and a file in large pieces.
struct StandardInput {
  private let queue: LineQueue

  /// Begins to read.
  ///
  /// - Parameter capacity: How many lines may be read ahead.
  init(capacity: Int = 1 << 14) {
    let queue = LineQueue(capacity: capacity)
    self.queue = queue
    Thread.detachNewThread {
      queue.finish(
        Result {
          let reader = LineReader(descriptor: FileHandle.standardInput.fileDescriptor)
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
}
