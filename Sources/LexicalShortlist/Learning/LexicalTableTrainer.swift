import Foundation

/// The token ids of a sentence and of its translation, without special tokens.
package typealias TokenPair = (source: [Int32], target: [Int32])

/// Learns which target tokens translate which source tokens, from sentence pairs.
///
/// IBM Model 1 (Brown et al., 1993, "The Mathematics of Statistical Machine Translation", section
/// 4.2): each target token has one source token, or NULL, as its origin, every one as likely as
/// the other; p(t | s) is found by expectation maximisation from even probabilities. The table is
/// the same for any number of threads.
package struct LexicalTableTrainer: Sendable {
  /// What decides the table, and how it is made.
  package struct Options: Sendable, Equatable {
    /// How often the corpus is gone through, at least once.
    package var iterationCount = 5
    /// Pairs of tokens below are forgotten after the second iteration and the later ones.
    package var minimumProbability: Float = 1e-9
    /// The most bytes that the tables may take.
    ///
    /// Where a corpus has more pairs of tokens, source tokens keep the target tokens that they were
    /// seen with most.
    package var memoryLimit = 1 << 30
    package var threadCount = 1

    package init() {}
  }

  /// How far the training is.
  package struct Progress: Sendable, Equatable {
    /// Counted from 1.
    package let iteration: Int
    /// The pairs of this iteration so far.
    package let pairCount: Int
    /// How well the table before this iteration predicts the target tokens, once all are read:
    /// exp of the mean of -ln p(t | source).
    package let perplexity: Double?
  }

  private let options: Options
  private let sourceCount: Int
  private let targetCount: Int

  /// Decides what is learned of.
  ///
  /// - Parameters:
  ///   - sourceVocabularyCount: All source tokens are below.
  ///   - targetVocabularyCount: All target tokens are below.
  ///   - options: Iterations, memory and threads.
  package init(
    sourceVocabularyCount: Int, targetVocabularyCount: Int, options: Options = Options()
  ) {
    precondition(
      options.iterationCount > 0, "\(options.iterationCount) iterations; wanted 1 or more")
    precondition(options.threadCount > 0, "\(options.threadCount) threads; wanted 1 or more")
    self.options = options
    sourceCount = sourceVocabularyCount
    targetCount = targetVocabularyCount
  }

  /// Learns the table.
  ///
  /// - Parameters:
  ///   - pairs: The corpus, which is gone through once for each iteration.
  ///   - report: Told how far it is after each million pairs of tokens.
  /// - Returns: The table of the last iteration.
  package func train(
    on pairs: some Collection<TokenPair>, report: (Progress) -> Void = { _ in }
  ) -> LexicalTable {
    let run = LexicalTableRun(
      options: options, sourceCount: sourceCount, columns: TargetColumns(count: targetCount))
    for iteration in 1...options.iterationCount {
      run.count(pairs, iteration: iteration, report: report)
      run.maximize()
      if iteration > 1 { run.forgetUnlikely() }
    }
    return LexicalTable(sourceVocabularyCount: sourceCount, columns: run.columns.all)
  }
}

/// A training with its tables.
private struct LexicalTableRun {
  let options: LexicalTableTrainer.Options
  let sourceCount: Int
  let columns: TargetColumns

  /// The expectation: counts by the probabilities of the iteration before.
  func count(
    _ pairs: some Collection<TokenPair>, iteration: Int,
    report: (LexicalTableTrainer.Progress) -> Void
  ) {
    var block = PairBlock(shardCount: TargetColumns.shardCount)
    var (pairCount, targetCount, logarithms) = (0, 0, 0.0)
    for pair in pairs {
      check(pair)
      block.append(pair)
      pairCount += 1
      targetCount += pair.target.count
      guard block.isFull else { continue }
      logarithms += count(block, isFirst: iteration == 1)
      block.removeAll()
      report(.init(iteration: iteration, pairCount: pairCount, perplexity: nil))
    }
    logarithms += count(block, isFirst: iteration == 1)
    let perplexity =
      iteration == 1 ? Double(columns.count) : exp(-logarithms / Double(max(targetCount, 1)))
    report(.init(iteration: iteration, pairCount: pairCount, perplexity: perplexity))
  }

  private func count(_ block: PairBlock, isFirst: Bool) -> Double {
    let sum = columns.count(block, isFirst: isFirst, threadCount: options.threadCount)
    if isFirst && columns.byteCount > options.memoryLimit {
      // At most 8/3 places for each entry: an eighth of the memory stays free for what comes.
      let entryByteCount = MemoryLayout<TargetColumn.Slot>.stride * 3
      columns.forget(downTo: options.memoryLimit / entryByteCount, sourceCount: sourceCount)
    }
    return sum
  }

  /// The maximisation: probabilities by the counts.
  func maximize() {
    var totals = [Double](repeating: 0, count: sourceCount)
    var nullTotal = 0.0
    columns.forEach { _, column in
      nullTotal += column.nullCount
      column.forEach { totals[Int($0.source)] += $0.count }
    }
    let (sums, nullSum) = (totals, nullTotal)
    columns.update(threadCount: options.threadCount) {
      $0.maximize(totals: sums, nullTotal: nullSum)
    }
  }

  /// Forgets the pairs of tokens below the least probability.
  func forgetUnlikely() {
    let minimum = options.minimumProbability
    columns.update(threadCount: options.threadCount) { column in
      column.keep { $0.probability >= minimum }
    }
  }

  private func check(_ pair: TokenPair) {
    for (tokens, count) in [(pair.source, sourceCount), (pair.target, columns.count)] {
      for token in tokens {
        precondition(token >= 0 && token < count, "token \(token) of a vocabulary of \(count)")
      }
    }
  }
}
