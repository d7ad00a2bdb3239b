/// The token ids of a sentence and of its translation, without special tokens.
package struct SentencePair: Equatable, Sendable {
  package var source: [Int32]
  package var target: [Int32]

  package init(source: [Int32], target: [Int32]) {
    self.source = source
    self.target = target
  }

  /// What the pair brings into a batch.
  package var extent: PairExtent {
    PairExtent(sourceCount: source.count, targetCount: target.count + 1)
  }
}

/// How many tokens the two sides of a pair bring into a batch.
package struct PairExtent: Hashable, Sendable {
  package let sourceCount: Int
  /// With the end-of-sentence token, which the model predicts like any other.
  package let targetCount: Int

  package init(sourceCount: Int, targetCount: Int) {
    self.sourceCount = sourceCount
    self.targetCount = targetCount
  }
}
