import Synchronization
import TextNormalization

/// Learns a joint byte-pair encoding from lines of text (Sennrich et al., 2016).
///
/// Give it every line of both languages with ``count(_:)`` or ``count(contentsOf:progress:)``, in any
/// order, then call ``train(progress:)``. Only the distinct words and their counts are kept. Neither
/// the order of the lines nor the number of threads nor a limit on memory changes the result.
public struct BPETrainer: Sendable {
  /// Is told how many bytes of a file were counted, and how many it has, where that is known.
  public typealias CountingProgress = @Sendable (_ byteCount: Int, _ fileSize: Int?) -> Void
  /// Is told how many merges were learned, and how many are wanted.
  public typealias LearningProgress = (_ learnedCount: Int, _ wantedCount: Int) -> Void

  private let options: Options
  /// One for each thread.
  private var counters: [WordCounter]
  /// What ``count(_:)`` met and could not throw.
  private var failure: (any Error)?

  /// Makes a trainer that has seen no text.
  ///
  /// - Parameter options: What is asked of training.
  /// - Throws: ``TokenizationError/invalidOption(name:problem:)``.
  public init(_ options: Options) throws {
    try options.validate()
    self.options = options
    counters = Array(repeating: WordCounter(options), count: options.threadCount)
  }

  /// Counts the words of one line.
  ///
  /// What goes wrong in between, such as a disk that is full, is thrown by ``train(progress:)``.
  public mutating func count(_ line: String) {
    let utf8 = Array(line.utf8)
    do {
      try counters[0].count(utf8, utf8.indices)
    } catch {
      failure = failure ?? error
    }
  }

  /// Counts the words of all lines of a file.
  ///
  /// - Parameters:
  ///   - path: A text in UTF-8.
  ///   - progress: Called now and then, from any thread.
  /// - Returns: How many lines there were.
  /// - Throws: `TextError`, if the file cannot be read or is not UTF-8, or ``TokenizationError``, if
  ///   what has no room in memory cannot be written to disk.
  @discardableResult
  public mutating func count(
    contentsOf path: String, progress: CountingProgress? = nil
  ) throws -> Int {
    let reader = try LineBlockReader(
      path: path,
      maximumLineSize: options.memory.greatestLineSize(LineBlockReader.greatestLineSize))
    let blocks = BlockQueue(reader, progress: progress)
    let idleCounters = Mutex(counters)
    counters = []
    counters = concurrently(options.threadCount, onThreads: options.threadCount) { _ in
      var counter = idleCounters.withLock { $0.popLast() }
      counter?.count(blocks)
      return counter
    }.compactMap { $0 }
    return try blocks.finish()
  }

  /// Learns merges until the wanted size is reached; then the trainer has seen no text again.
  ///
  /// - Parameter progress: Called after each merge.
  /// - Returns: A tokenizer with the merges learned.
  /// - Throws: ``TokenizationError`` if the text does not allow the wanted size, naming the size
  ///   that it does allow, or if the memory allowed is too little for the text.
  public mutating func train(progress: LearningProgress? = nil) throws -> Tokenizer {
    let lesson = try Lesson(takeWords(), options)
    return try lesson.learn(progress: progress)
  }

  /// The words counted so far, which are given away, so that their memory can be used again.
  private mutating func takeWords() throws -> WordSource {
    if let failure { throw failure }
    defer { counters = Array(repeating: WordCounter(options), count: options.threadCount) }
    let tables = counters.map(\.words)
    if counters.allSatisfy(\.spilledRuns.isEmpty), options.memory.allowsJoining(tables) {
      counters = []
      return .joined(tables)
    }
    for counter in counters.indices { try counters[counter].spillWords() }
    return .runs(counters.flatMap(\.spilledRuns))
  }
}
