/// The order in which an epoch visits a corpus: a pure function of the seed and the epoch.
///
/// All pairs are shuffled and cut into windows; a window is sorted by length, so that the sequences
/// of a batch are alike, and cut into batches; all batches are shuffled again. Nothing is carried
/// from one epoch to the next, so training resumes anywhere without replaying what came before.
package struct EpochOrder: Sendable {
  /// What decides the order, besides the corpus.
  package struct Options: Equatable, Sendable {
    package var seed: UInt64
    /// The most target tokens in a batch, end-of-sentence tokens included.
    package var batchTokens: Int
    /// How many batches' worth of pairs are sorted by length together.
    package var windowBatchCount: Int

    package init(seed: UInt64, batchTokens: Int, windowBatchCount: Int = 64) {
      self.seed = seed
      self.batchTokens = batchTokens
      self.windowBatchCount = windowBatchCount
    }
  }

  package let options: Options
  private let corpus: EncodedCorpus

  package init(corpus: EncodedCorpus, options: Options) {
    precondition(options.batchTokens > 0, "a batch of \(options.batchTokens) tokens")
    precondition(options.windowBatchCount > 0, "a window of \(options.windowBatchCount) batches")
    self.corpus = corpus
    self.options = options
  }

  /// The batches of an epoch as indices of pairs; every pair is visited as often as its weight says.
  ///
  /// A batch stays within `batchTokens`; only a single pair that is longer exceeds it, alone.
  ///
  /// - Complexity: O(*n* log *w*) for *n* visits and *w* pairs in a window.
  package func batches(epoch: Int) -> EpochBatches {
    precondition(epoch >= 0, "epochs count from 0, not \(epoch)")
    var generator = SplitMix64(seed: options.seed, counter: UInt64(epoch))
    var pairs = CorpusMixture(corpus).visits(seed: options.seed, epoch: epoch)
    generator.shuffle(&pairs)

    let windowTokens = options.windowBatchCount.multipliedReportingOverflow(by: options.batchTokens)
    let windowLimit = windowTokens.overflow ? Int.max : windowTokens.partialValue
    var batches: [BatchExtent] = []
    var start = 0
    while start < pairs.count {
      let window = start..<end(ofRunAt: start, in: pairs, atMost: windowLimit)
      sortByLength(&pairs, window)
      appendBatches(of: window, in: pairs, to: &batches)
      start = window.upperBound
    }
    generator.shuffle(&batches)
    return EpochBatches(pairs: pairs, extents: batches)
  }

  /// The most bytes that an epoch's order takes.
  package static func byteCount(of corpus: EncodedCorpus, batchTokens: Int) -> Int {
    let mixture = CorpusMixture(corpus)
    // Of two batches one after the other, the second begins with what the first had no room for.
    let tokenCount = mixture.visitCounts.reduce(0.0) { $0 + Double($1.key.targetCount) * $1.value }
    let batchCount = min(Int(2 * tokenCount / Double(batchTokens)) + 1, mixture.visitCount)
    return MemoryLayout<UInt32>.size * mixture.visitCount
      + MemoryLayout<BatchExtent>.size * batchCount
  }

  private func appendBatches(
    of window: Range<Int>, in pairs: [UInt32], to batches: inout [BatchExtent]
  ) {
    var start = window.lowerBound
    while start < window.upperBound {
      let end = min(
        end(ofRunAt: start, in: pairs, atMost: options.batchTokens), window.upperBound)
      batches.append(BatchExtent(start: start, count: end - start))
      start = end
    }
  }

  /// The end of the longest run of at most `tokenLimit` target tokens, or of one pair.
  private func end(ofRunAt start: Int, in pairs: [UInt32], atMost tokenLimit: Int) -> Int {
    var tokenCount = 0
    for position in start..<pairs.count {
      let length = corpus.extent(of: Int(pairs[position])).targetCount
      if position > start && length > tokenLimit - tokenCount { return position }
      tokenCount += length
    }
    return pairs.count
  }

  /// By target length, then source length, then index: a total order, so sorting has one result.
  private func sortByLength(_ pairs: inout [UInt32], _ window: Range<Int>) {
    let keys = window.map { position in
      let extent = corpus.extent(of: Int(pairs[position]))
      let lengths = UInt64(extent.targetCount) << 32 | UInt64(extent.sourceCount)
      return (lengths: lengths, pair: pairs[position])
    }
    for (position, key) in zip(window, keys.sorted(by: <)) { pairs[position] = key.pair }
  }
}
