import TextNormalization

/// Cuts lines into words and counts them, on one thread.
struct WordCounter: Sendable {
  private(set) var words = WordCounts()
  private let normalizer: Normalizer
  private let preTokenizer: PreTokenizer
  private let capacity: WordCounts.Capacity
  private let spill: SpillFile
  /// What went to disk, because it did not fit.
  private(set) var spilledRuns: [SpilledRun] = []
  private var normalized: [UInt8] = []

  init(_ options: BPETrainer.Options) {
    normalizer = options.normalizer
    preTokenizer = options.preTokenizer
    capacity = options.tableCapacity
    spill = SpillFile(folder: options.temporaryFolder)
  }

  /// Counts the words of the blocks of a file until there are no more.
  mutating func count(_ blocks: BlockQueue) {
    var block = LineBlock()
    while blocks.next(into: &block) {
      do {
        try count(block, file: blocks.file)
      } catch {
        blocks.fail(at: block, error)
      }
    }
  }

  /// Counts the words of the lines of a block.
  private mutating func count(_ block: LineBlock, file: String) throws {
    try block.validate(file: file)
    var failure: (any Error)?
    block.forEachLine { line in
      do { try count(block.bytes, line) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  /// Counts the words of a line of valid UTF-8.
  mutating func count(_ utf8: [UInt8], _ line: Range<Int>) throws {
    normalized.removeAll(keepingCapacity: true)
    normalized.append(UInt8(ascii: " "))
    normalizer.append(normalized: utf8.span.extracting(line), to: &normalized)
    guard normalized.count > 1 else { return }
    if words.isFull(forWordOf: normalized.count, capacity: capacity) { try spillWords() }
    words.add(wordsOf: normalized, cutBy: preTokenizer)
  }

  /// Writes the words to disk and forgets them.
  mutating func spillWords() throws {
    guard !words.isEmpty else { return }
    spilledRuns.append(try spill.write(words))
    words.removeAll()
  }
}
