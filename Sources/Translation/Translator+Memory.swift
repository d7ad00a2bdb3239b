import Autodiff
import Decoding
import Kernels
package import TransformerModel

extension Translator {
  /// The bytes of memory that a worker needs for tensors, found out by translating without numbers.
  ///
  /// - Parameters:
  ///   - sourceLengths: The tokens of each line.
  ///   - configuration: The model's.
  ///   - options: How lines are translated.
  /// - Returns: The most that a worker holds at once.
  package static func workerByteCount(
    sourceLengths: [Int], configuration: TransformerConfiguration, options: TranslationOptions
  ) -> Int {
    let longest = Array(sourceLengths.sorted(by: >).prefix(options.batchSize))
    guard !longest.isEmpty else { return 0 }
    let backend = PlanningBackend()
    let model = Transformer(configuration)
    let parameters = ParameterStore(layout: model.layout, purpose: .inference, backend: backend)
    let parameterCount = backend.highWaterCount
    let worker = InferenceWorker(backend: backend)
    // The second batch finds the arenas as the first one has left them.
    for _ in 0..<2 {
      let batch = TokenBatch(longest.map { [Int32](repeating: 0, count: $0 + 1) })
      var scorer = TransformerScorer(batch, model: model, parameters: parameters, worker: worker)
      scorer.extendToTheLimit(longest, options)
    }
    return (backend.highWaterCount - parameterCount) * MemoryLayout<Float>.size
  }
}

extension TransformerScorer {
  /// Takes all hypotheses as far as search may, if none ends before.
  fileprivate mutating func extendToTheLimit(
    _ sourceLengths: [Int], _ options: TranslationOptions
  ) {
    let limits = sourceLengths.map(options.rules.maximumLength.maximumLength)
    let request = NextTokenRequest(
      endOfSentence: 0, likeliestCount: 2 * options.beamSize,
      suppressed: SuppressedTokens([], vocabularyCount: vocabularyCount))
    var next = NextTokens()
    var rows = limits.indices.map { DecoderRow(sentence: $0, parent: $0, token: 0) }
    for length in 0...(limits.max() ?? 0) {
      extend(rows, request, into: &next)
      let (before, width) = (rows, length == 0 ? options.beamSize : 1)
      rows = before.indices.filter { limits[before[$0].sentence] > length }.flatMap { parent in
        (0..<width).map { _ in
          DecoderRow(sentence: before[parent].sentence, parent: parent, token: 0)
        }
      }
      if rows.isEmpty { return }
    }
  }
}
