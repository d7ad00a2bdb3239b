import Decoding
package import TransformerModel

/// How much memory the tensors of a batch may take, and about how much each sentence takes.
///
/// A batch has as many sentences as the options say while their tensors fit; of long sentences, and
/// of those of a large model, it has fewer. So the memory of a translator is about that of its
/// models and a fixed sum, whatever text it meets. No translation depends on it.
package struct BatchMemory: Sendable {
  /// The numbers that a batch may take.
  package let limit: Int
  /// The numbers for each token of the source: keys and values of all decoder layers, and what is
  /// held while they are computed.
  private let sourceTokenCount: Int
  /// The keys and values of a target token, of all decoder layers.
  private let targetTokenCount: Int
  /// The hypotheses of a sentence.
  private let width: Int
  /// Whether hypotheses have their first tokens in common, whose keys and values are held once.
  private let sharesTokens: Bool

  /// Memory for the batches of some models that decode together.
  ///
  /// - Parameters:
  ///   - configurations: The models'.
  ///   - options: How sentences are translated.
  package init(_ configurations: [TransformerConfiguration], _ options: TranslationOptions) {
    limit = Self.numberCount(options)
    sourceTokenCount = configurations.reduce(0) { $0 + $1.sourceTokenCount }
    targetTokenCount = configurations.reduce(0) { $0 + $1.targetTokenCount }
    width = options.sampling?.sampleCount ?? options.beamSize
    sharesTokens = options.sampling == nil
  }

  /// The numbers for a sentence.
  ///
  /// - Parameter length: The tokens of its source.
  /// - Returns: What a translation of a usual length takes.
  package func numberCount(length: Int) -> Int {
    // Of a beam, most tokens are common to all hypotheses: measured, all but the last three or so.
    let targetLength = length + length / 5
    let tokens = sharesTokens ? targetLength + 3 * width : targetLength * width
    return (length + 1) * sourceTokenCount + tokens * targetTokenCount
  }

  /// The numbers for a batch of each worker.
  private static func numberCount(_ options: TranslationOptions) -> Int {
    let perWorker = max(totalByteCount / options.threadCount, leastByteCount)
    // Who asks for more sentences at a time has the memory for them.
    return perWorker / MemoryLayout<Float>.size * max(options.batchSize, 64) / 64
  }

  /// The bytes for the batches of all workers.
  private static let totalByteCount = 80 << 20
  /// The bytes for a worker, however many there are: with less, products would be slow.
  private static let leastByteCount = 24 << 20
}

extension TransformerConfiguration {
  fileprivate var sourceTokenCount: Int {
    let d = modelDimension
    let encoding = max(5 * d, 2 * d + feedForwardDimension)
    return d + max(encoding, decoderLayerCount * 2 * d + 3 * d)
  }

  fileprivate var targetTokenCount: Int { decoderLayerCount * 2 * modelDimension }
}
