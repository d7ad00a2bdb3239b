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
    // Groups that are about to end hold the memory of all their sentences while others begin.
    let longest = Array(sourceLengths.sorted().suffix(2 * options.batchSize))
    guard !longest.isEmpty else { return 0 }
    let backend = PlanningBackend()
    let model = Transformer(configuration)
    let parameters = ParameterStore(layout: model.layout, purpose: .inference, backend: backend)
    let parameterCount = backend.highWaterCount
    let worker = InferenceWorker(backend: backend)
    // The second batch finds the arenas as the first one has left them.
    for _ in 0..<2 {
      var scorer = TransformerScorer(model: model, parameters: parameters, worker: worker)
      scorer.extendToTheLimit(longest, options)
    }
    return (backend.highWaterCount - parameterCount) * MemoryLayout<Float>.size
  }
}

extension TransformerScorer {
  /// Begins two batches of sentences, and takes the second as far as search may, if none ends before;
  /// of the first one hypothesis goes on.
  fileprivate mutating func extendToTheLimit(
    _ sourceLengths: [Int], _ options: TranslationOptions
  ) {
    let limits = sourceLengths.map(options.rules.maximumLength.maximumLength)
    let request = NextTokenRequest(
      endOfSentence: 0, likeliestCount: 2 * options.beamSize,
      suppressed: SuppressedTokens([], vocabularyCount: vocabularyCount))
    var (rows, next) = ([DecoderRow](), NextTokens())
    let firstInFull = max(0, limits.count - options.batchSize)
    for sentences in [0..<firstInFull, firstInFull..<limits.count] where !sentences.isEmpty {
      let batch = TokenBatch(sentences.map { [Int32](repeating: 0, count: sourceLengths[$0] + 1) })
      rows = rows.prefix(1).map { DecoderRow(sentence: $0.sentence, parent: 0, token: 0) }
      begin(batch, beside: rows.map(\.sentence), shortlists: nil)
      rows += sentences.map { DecoderRow(sentence: $0, parent: $0, token: 0) }
      extend(rows, request, into: &next)
    }
    for length in 1...max(1, limits.max() ?? 0) {
      let before = rows
      rows = before.indices.filter { limits[before[$0].sentence] >= length }.flatMap { parent in
        let isFirst = length == 1 && before[parent].sentence >= firstInFull
        return (0..<(isFirst ? options.beamSize : 1)).map { _ in
          DecoderRow(sentence: before[parent].sentence, parent: parent, token: 0)
        }
      }
      if rows.isEmpty { return }
      extend(rows, request, into: &next)
    }
  }
}
