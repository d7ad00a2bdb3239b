import Corpora
import TransformerModel

/// What the memory of a micro-batch depends on: its tokens, and its longest sentences.
///
/// Tensors grow with the tokens of a side; the scratch of attention with the longest sentence.
struct MicroBatchShape: Equatable, Sendable {
  var sourceCount: Int
  var targetCount: Int
  /// With the ends of sentences.
  let longest: PairExtent

  /// Room for tokens, rounded up.
  init(_ counts: TokenCounts, longest: PairExtent) {
    sourceCount = Int(counts.source.rounded(.up))
    targetCount = Int(counts.target.rounded(.up))
    self.longest = longest
  }

  /// A micro-batch of this shape, with as many sentences of the greatest lengths as fit.
  var batch: TeacherForcedBatch {
    let sentenceCount = max(
      sourceCount.quotientRoundedUp(longest.sourceCount),
      targetCount.quotientRoundedUp(longest.targetCount), 1)
    let sources = lengths(sourceCount, sentenceCount, longest: longest.sourceCount)
    let targets = lengths(targetCount, sentenceCount, longest: longest.targetCount)
    return TeacherForcedBatch(
      source: TokenBatch(sources.map { [Int32](repeating: 0, count: $0) }),
      input: TokenBatch(targets.map { [Int32](repeating: 0, count: $0) }),
      labels: [Int32](repeating: 0, count: targets.reduce(0, +)))
  }

  /// Lengths from 1 to `longest` with a given sum, the longest first.
  private func lengths(_ sum: Int, _ count: Int, longest: Int) -> [Int] {
    var rest = sum
    return (0..<count).map { index in
      let length = max(1, min(longest, rest - (count - 1 - index)))
      rest -= length
      return length
    }
  }
}

extension Int {
  fileprivate func quotientRoundedUp(_ divisor: Int) -> Int {
    (self + divisor - 1) / divisor
  }
}

extension EncodedCorpus {
  /// The longest source and the longest target of a run, with the ends of sentences.
  func longest(under options: TrainingOptions) -> PairExtent {
    func longest(_ stored: Int) -> Int {
      guard options.bpeDropoutRate > 0 else { return stored + 1 }
      return max(stored, min(Resegmentation.longestGrowth * stored, options.maximumLength)) + 1
    }
    let stored = self.longest
    return PairExtent(
      sourceCount: longest(stored.sourceCount), targetCount: longest(stored.targetCount - 1))
  }
}
