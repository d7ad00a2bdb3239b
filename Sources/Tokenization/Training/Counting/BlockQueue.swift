import Synchronization
import TextNormalization

/// The blocks of a file, in order, for the threads that ask for them.
///
/// The first failure ends the work. Since blocks are handed out in order and each that was handed
/// out is worked on to its end, it is the first of the file as well.
final class BlockQueue: Sendable {
  private struct State {
    let reader: LineBlockReader
    var lineCount = 0
    var failure: (line: Int, error: any Error)?
  }

  let file: String
  private let state: Mutex<State>
  private let progress: BPETrainer.CountingProgress?

  init(_ reader: sending LineBlockReader, progress: BPETrainer.CountingProgress?) {
    file = reader.name
    self.progress = progress
    state = Mutex(State(reader: reader))
  }

  /// Takes the next block, unless there is none or the work has failed.
  func next(into block: inout LineBlock) -> Bool {
    state.withLock { state in
      guard state.failure == nil else { return false }
      do {
        guard try state.reader.next(into: &block) else { return false }
      } catch {
        state.failure = (state.lineCount + 1, error)
        return false
      }
      state.lineCount += block.lineCount
      progress?(state.reader.byteCount, state.reader.fileSize)
      return true
    }
  }

  /// Ends the work because of what was met in a block.
  func fail(at block: LineBlock, _ error: any Error) {
    state.withLock { state in
      if let failure = state.failure, failure.line < block.firstLineNumber { return }
      state.failure = (block.firstLineNumber, error)
    }
  }

  /// How many lines were counted.
  ///
  /// - Returns: The number of lines.
  /// - Throws: What ended the work early.
  func finish() throws -> Int {
    try state.withLock { state in
      if let failure = state.failure { throw failure.error }
      return state.lineCount
    }
  }
}
