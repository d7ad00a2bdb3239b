import Synchronization
import Tokenization

/// Encoders that share the lines of a text among threads.
///
/// The result is the same with any number of threads. With dropout there is one thread, since what
/// is left out of a word depends on all words before it.
package final class SubwordNMTEncoderPool: Sendable {
  private let workers: [Worker]

  /// Makes encoders.
  ///
  /// - Parameters:
  ///   - codes: The merges.
  ///   - options: What is chosen.
  ///   - threadCount: How many threads work, at least 1.
  /// - Throws: What ``SubwordNMTEncoder`` throws.
  package init(
    _ codes: SubwordNMTCodes, options: SubwordNMTEncoder.Options, threadCount: Int
  ) throws {
    precondition(threadCount >= 1, "the number of threads is at least 1")
    let merges = SymbolMerges(codes)
    workers = try (0..<(options.dropout > 0 ? 1 : threadCount)).map { _ in
      try Worker(merges, options: options)
    }
  }

  /// Encodes lines of text.
  ///
  /// - Parameter text: Lines that end in a line feed; the last one may not.
  /// - Returns: The encoded lines.
  package func encode(_ text: [UInt8]) -> [UInt8] {
    let parts = Self.parts(of: text, count: workers.count)
    let outputs = concurrently(parts.count, onThreads: parts.count) { [workers] number in
      workers[number].encode(text.span.extracting(parts[number]))
    }
    return outputs.reduce(into: []) { $0 += $1 }
  }

  /// Cuts a text into about equal parts at the ends of lines.
  private static func parts(of text: [UInt8], count: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for part in 1...count where start < text.count {
      let aim = max(start, text.count / count * part)
      let end =
        part == count ? nil : text[aim...].firstIndex(of: SpacedText.lineFeed).map { $0 + 1 }
      parts.append(start..<(end ?? text.count))
      start = end ?? text.count
    }
    return parts
  }
}

/// An encoder that belongs to one thread at a time.
private final class Worker: Sendable {
  private let encoder: Mutex<SubwordNMTEncoder>

  init(_ merges: SymbolMerges, options: SubwordNMTEncoder.Options) throws {
    encoder = Mutex(try SubwordNMTEncoder(merges, options: options))
  }

  func encode(_ text: Span<UInt8>) -> [UInt8] {
    encoder.withLock { encoder in
      var output: [UInt8] = []
      encoder.append(encoding: text, to: &output)
      return output
    }
  }
}
