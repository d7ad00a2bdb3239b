package import Corpora
package import Tokenization
package import TransformerModel

extension EncodedCorpus {
  /// Some pairs as the model is trained on them: the source ended, the target shifted right.
  package func batch(_ pairs: [Int], _ markers: SentenceMarkers) -> TeacherForcedBatch {
    TeacherForcedBatch(pairs.map { self[$0] }, markers)
  }
}
