package import Corpora
package import Tokenization
package import TransformerModel

/// Turns pairs of the corpus into what the gradient of an update is computed on.
///
/// A pure function of the options, the pairs and the epoch.
package struct BatchMaker: Sendable {
  private let corpus: EncodedCorpus
  private let markers: SentenceMarkers
  private let resegmentation: Resegmentation?
  private let microBatches: MicroBatches

  /// Batches of a corpus under a run's options.
  package init(_ corpus: EncodedCorpus, tokenizer: Tokenizer, options: TrainingOptions) {
    self.corpus = corpus
    markers = tokenizer.sentenceMarkers
    resegmentation = Resegmentation(tokenizer, options: options)
    microBatches = MicroBatches(
      laneCount: options.laneCount, maximumTokens: options.largestMicroBatch)
  }

  /// The micro-batches of an update; none is empty.
  ///
  /// - Parameters:
  ///   - pairs: Indices of pairs of the corpus.
  ///   - epoch: Counted from 0; with BPE-dropout every epoch cuts words in other ways.
  /// - Returns: What each micro-batch is computed on.
  package func microBatches(of pairs: [Int], epoch: Int) -> [TeacherForcedBatch] {
    let tokens = pairs.map { index in
      resegmentation?.pair(corpus[index], index: index, epoch: epoch) ?? corpus[index]
    }
    return microBatches.cut(tokens.map(\.extent))
      .filter { !$0.isEmpty }
      .map { positions in TeacherForcedBatch(positions.map { tokens[$0] }, markers) }
  }
}

extension TeacherForcedBatch {
  /// Pairs as the model is trained on them: the source ended, the target shifted right.
  init(_ pairs: [SentencePair], _ markers: SentenceMarkers) {
    self.init(
      source: TokenBatch(pairs.map { $0.source + [markers.end] }),
      input: TokenBatch(pairs.map { [markers.begin] + $0.target }),
      labels: pairs.flatMap { $0.target + [markers.end] })
  }
}
