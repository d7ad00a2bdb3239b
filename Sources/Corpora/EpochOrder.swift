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

  /// The batches of an epoch as indices of pairs; every pair is in one batch, once.
  ///
  /// A batch stays within `batchTokens`; only a single pair that is longer exceeds it, alone.
  ///
  /// - Complexity: O(*n* log *n*) for *n* pairs.
  package func batches(epoch: Int) -> [[Int]] {
    precondition(epoch >= 0, "epochs count from 0, not \(epoch)")
    var generator = SplitMix64(seed: options.seed, counter: UInt64(epoch))
    var order = Array(0..<corpus.count)
    generator.shuffle(&order)

    let windowTokens = options.windowBatchCount.multipliedReportingOverflow(by: options.batchTokens)
    var batches: [[Int]] = []
    for window in cut(order, atMost: windowTokens.overflow ? Int.max : windowTokens.partialValue) {
      batches += cut(window.sorted(by: isShorter), atMost: options.batchTokens)
    }
    generator.shuffle(&batches)
    return batches
  }

  /// The longest runs of at most `tokenLimit` target tokens, or of one pair.
  private func cut(_ pairs: [Int], atMost tokenLimit: Int) -> [[Int]] {
    var runs: [[Int]] = []
    var run: [Int] = []
    var tokenCount = 0
    for pair in pairs {
      let length = corpus.extent(of: pair).targetCount
      if !run.isEmpty && length > tokenLimit - tokenCount {
        runs.append(run)
        run = []
        tokenCount = 0
      }
      run.append(pair)
      tokenCount += length
    }
    return run.isEmpty ? runs : runs + [run]
  }

  /// By target length, then source length, then index: a total order, so sorting has one result.
  private func isShorter(_ left: Int, _ right: Int) -> Bool {
    let (leftExtent, rightExtent) = (corpus.extent(of: left), corpus.extent(of: right))
    return (leftExtent.targetCount, leftExtent.sourceCount, left)
      < (rightExtent.targetCount, rightExtent.sourceCount, right)
  }
}
