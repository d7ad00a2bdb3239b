import Decoding
package import Kernels
package import TransformerModel

/// How much memory the tensors of the sentences that a worker decodes at once may take, and about how
/// much each sentence takes.
///
/// A worker decodes as many sentences as the options say while their tensors fit; of long sentences,
/// and with a large model, fewer. So the memory of a translator is about that of its models and a
/// fixed sum, whatever text it meets. No translation depends on it.
package struct BatchMemory: Sendable {
  /// The numbers that a worker's sentences may take.
  package let limit: Int
  /// The numbers for each token of the source: keys and values of all decoder layers, and what is
  /// held while they are computed.
  private let sourceTokenCount: Int
  /// The keys and values of a target token, of all decoder layers.
  private let targetTokenCount: Int
  /// The hypotheses of a sentence.
  let width: Int
  /// Whether hypotheses have their first tokens in common, whose keys and values are held once.
  private let sharesTokens: Bool

  /// Memory for the batches of some models that decode together.
  ///
  /// - Parameters:
  ///   - models: Their sizes, and what they keep keys and values in.
  ///   - options: How sentences are translated.
  package init(
    _ models: [(configuration: TransformerConfiguration, keyValueStorage: Precision)],
    _ options: TranslationOptions
  ) {
    limit = Self.numberCount(options)
    sourceTokenCount = models.reduce(0) {
      $0 + $1.configuration.sourceTokenCount($1.keyValueStorage)
    }
    targetTokenCount = models.reduce(0) {
      $0 + $1.configuration.keyValueCount($1.keyValueStorage)
    }
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
  fileprivate func sourceTokenCount(_ keyValueStorage: Precision) -> Int {
    let d = modelDimension
    let encoding = max(5 * d, 2 * d + feedForwardDimension)
    return d + max(encoding, keyValueCount(keyValueStorage) + 3 * d)
  }

  /// The keys and values of a token, of all decoder layers, in words.
  fileprivate func keyValueCount(_ storage: Precision) -> Int {
    decoderLayerCount * (storage == .bf16 ? 1 : 2) * modelDimension
  }
}
