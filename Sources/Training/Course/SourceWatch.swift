import Kernels
import TransformerModel

/// Tells whether a model looks at what it translates.
///
/// The loss is measured a second time with every source beside the target of its neighbour. A model
/// that translates loses several nats per token by that; one that only has learned the target
/// language loses nothing, up to chance.
enum SourceWatch {
  /// In nats per token; a source that is worth less is ignored.
  static let margin = 0.05

  static func isIgnored(loss: Double, shuffledLoss: Double) -> Bool {
    shuffledLoss - loss < margin
  }

  /// Batches where the sources have moved on by one pair; nil where a pair is alone in all of them.
  static func shuffled(_ batches: [TeacherForcedBatch]) -> [TeacherForcedBatch]? {
    guard batches.contains(where: { $0.source.extents.count > 1 }) else { return nil }
    return batches.map { batch in
      TeacherForcedBatch(source: batch.source.rotated, input: batch.input, labels: batch.labels)
    }
  }
}

extension TokenBatch {
  /// The same sequences, the first one last.
  fileprivate var rotated: TokenBatch {
    let sequences = (0..<extents.count).map { Array(ids[extents.rows(of: $0)]) }
    return TokenBatch(Array(sequences.dropFirst() + sequences.prefix(1)))
  }
}
