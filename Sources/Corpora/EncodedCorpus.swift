/// The token ids of a sentence and of its translation, without special tokens.
package struct SentencePair: Equatable, Sendable {
  package var source: [Int32]
  package var target: [Int32]

  package init(source: [Int32], target: [Int32]) {
    self.source = source
    self.target = target
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

/// A parallel corpus as token ids, flat in memory: four bytes a token and eight a pair.
package struct EncodedCorpus: Equatable, Sendable {
  package private(set) var source = PackedSequences()
  package private(set) var target = PackedSequences()

  package var count: Int { source.count }

  package var isEmpty: Bool { count == 0 }

  package init() {}

  package subscript(index: Int) -> SentencePair {
    SentencePair(source: Array(source[index]), target: Array(target[index]))
  }

  package func extent(of index: Int) -> PairExtent {
    PairExtent(
      sourceCount: source.length(of: index), targetCount: target.length(of: index) + 1)
  }

  package mutating func append(_ pair: SentencePair) {
    source.append(pair.source)
    target.append(pair.target)
  }
}
