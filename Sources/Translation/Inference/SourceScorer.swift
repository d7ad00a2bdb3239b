import Decoding
import TransformerModel

/// A scorer of sentences that come while others are being decoded.
protocol SourceScorer: NextTokenScorer {
  /// Adds sentences behind those so far, which begin with the next call.
  ///
  /// - Parameters:
  ///   - source: The sentences, each ending with the end-of-sentence token.
  ///   - running: The numbers of the sentences that are not over.
  ///   - shortlists: The tokens that may translate each sentence, ascending; nil for all.
  mutating func begin(_ source: TokenBatch, beside running: [Int], shortlists: [[Int32]]?)
}

extension EnsembleScorer: SourceScorer where Scorer: SourceScorer {
  mutating func begin(_ source: TokenBatch, beside running: [Int], shortlists: [[Int32]]?) {
    updateEach { $0.begin(source, beside: running, shortlists: shortlists) }
  }
}
