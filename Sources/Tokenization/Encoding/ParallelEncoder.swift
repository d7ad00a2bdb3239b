import Synchronization

/// Encodes many lines on several threads, with the same result for any number of them.
///
/// Each thread keeps what it learned about pieces for the next call.
package final class ParallelEncoder: Sendable {
  private let encoder: BytePairEncoder
  private let threadCount: Int
  /// The encoders that no thread uses now.
  private let idle = Mutex<[LineEncoder]>([])

  /// Makes an encoder.
  ///
  /// - Parameters:
  ///   - encoder: What it encodes with.
  ///   - threadCount: How many threads work, at least 1.
  package init(_ encoder: BytePairEncoder, threadCount: Int) {
    precondition(threadCount >= 1, "at least one thread has to work, not \(threadCount)")
    self.encoder = encoder
    self.threadCount = threadCount
  }

  /// The tokens of each line.
  package func tokens(of lines: [String]) -> [[TokenID]] {
    map(lines) { encoder, lines in
      var tokens: [TokenID] = []
      return lines.map { line in
        tokens.removeAll(keepingCapacity: true)
        encoder.append(line, to: &tokens)
        // A copy of just these: `Array(tokens)` would share, and so keep, all of the room.
        return tokens.map { $0 }
      }
    }
    .flatMap { $0 }
  }

  /// The tokens of the lines in one array, which is faster to make than one for each line.
  package func block(of lines: [String]) -> TokenBlock {
    map(lines) { encoder, lines in
      var block = TokenBlock()
      for line in lines { block.appendLine { encoder.append(line, to: &$0) } }
      return block
    }
    .reduce(into: TokenBlock()) { $0.append($1) }
  }

  /// What a closure makes of each stretch of lines, in order.
  private func map<Result: Sendable>(
    _ lines: [String],
    _ transform: @Sendable (inout LineEncoder, ArraySlice<String>) -> Result
  ) -> [Result] {
    let stretches = Self.stretches(of: lines, count: threadCount == 1 ? 1 : 8 * threadCount)
    return concurrently(stretches.count, onThreads: threadCount) { number in
      var encoder = idle.withLock { $0.popLast() } ?? LineEncoder(encoder, isCached: true)
      defer { idle.withLock { $0.append(encoder) } }
      return transform(&encoder, lines[stretches[number]])
    }
  }

  /// Ranges of about equally many lines, of which there are none too short to be worth a thread.
  private static func stretches(of lines: [String], count: Int) -> [Range<Int>] {
    let length = max(64, (lines.count + count - 1) / count)
    return stride(from: 0, to: lines.count, by: length).map { start in
      start..<min(start + length, lines.count)
    }
  }
}
