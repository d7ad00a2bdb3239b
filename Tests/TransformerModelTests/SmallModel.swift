import Autodiff
import Kernels
import Tensors
import TransformerModel

/// A model of two layers with random weights, and what tests ask of it.
struct SmallModel {
  let transformer: Transformer
  let backend = CPUBackend()
  let parameters: ParameterStore

  static let configuration = TransformerConfiguration(
    vocabularyCount: 37, modelDimension: 24, feedForwardDimension: 40, headCount: 3, layerCount: 2)

  init(
    _ configuration: TransformerConfiguration = SmallModel.configuration,
    precision: Precision = .f32, purpose: ParameterStore.Purpose = .training
  ) {
    transformer = Transformer(configuration)
    parameters = ParameterStore(
      layout: transformer.layout, purpose: purpose, precision: precision, backend: backend)
    parameters.initialize(seed: 7, backend: backend)
  }

  /// A tape that only computes.
  func inferenceTape() -> Tape {
    Tape(parameters: parameters, arena: Arena(backend: backend))
  }

  /// The memory of each sentence.
  func memories(_ sources: [[Int32]]) -> [[UInt32]] {
    let tape = inferenceTape()
    let source = TokenBatch(sources)
    let memory = transformer.encode(source, on: tape)
    return bits(of: memory.value, extents: source.extents)
  }

  /// The next tokens' log-probabilities after every target token, `[target tokens, V]`.
  func logProbabilities(_ sources: [[Int32]], _ targets: [[Int32]]) -> Tensor {
    let tape = inferenceTape()
    let hidden = hidden(sources, targets, on: tape)
    return tape.logProbabilities(hidden, embedding: transformer.embedding.weight)
  }

  /// The decoder's output for whole targets.
  func hidden(_ sources: [[Int32]], _ targets: [[Int32]], on tape: Tape) -> Variable {
    let source = TokenBatch(sources)
    let memory = transformer.encode(source, on: tape)
    return transformer.decode(
      TokenBatch(targets), memory: memory, source: source.extents, on: tape)
  }

  /// The bit patterns of each sentence's rows: equal only where nothing at all differs.
  func bits(of tensor: Tensor, extents: SequenceExtents) -> [[UInt32]] {
    let numbers = tensor.numbers(backend)
    let columnCount = tensor.shape.columnCount
    return (0..<extents.count).map { sentence in
      let rows = extents.rows(of: sentence)
      return numbers[rows.lowerBound * columnCount..<rows.upperBound * columnCount]
        .map(\.bitPattern)
    }
  }
}

extension [Int32] {
  /// Ids of words, 3 and above, the same for the same stream.
  static func words(count: Int, stream: UInt64) -> [Int32] {
    var random = CounterRandom(seed: 11, stream: stream)
    let wordCount = UInt64(SmallModel.configuration.vocabularyCount - 3)
    return (0..<count).map { _ in Int32(random.next() % wordCount) + 3 }
  }

  /// A source sentence: words, then the end-of-sentence token.
  static func source(count: Int, stream: UInt64) -> [Int32] {
    words(count: count, stream: stream) + [2]
  }

  /// A target sentence as the decoder gets it: the begin-of-sentence token, then words.
  static func target(count: Int, stream: UInt64) -> [Int32] {
    [1] + words(count: count, stream: 1000 + stream)
  }
}
