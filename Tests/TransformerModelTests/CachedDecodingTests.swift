import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// Step-by-step decoding with a cache against the whole masked forward pass.
@Suite struct CachedDecodingTests {
  /// Log-probabilities are of size 10, where f32 resolves 1e-6; the two ways sum scores in
  /// different orders.
  private static let tolerance: Float = 1e-5

  private let model = SmallModel()
  private let sources = [6, 1, 11].enumerated().map { index, count in
    [Int32].source(count: count, stream: UInt64(index))
  }

  /// Hypotheses are multiplied, dropped and reordered at each step; sentences finish at different
  /// steps.
  @Test func everyStepEqualsTheWholeForwardPass() throws {
    var decoding = Decoding(model, sources)
    let hypothesisCounts = [
      [2, 3, 1], [4, 1, 2], [1, 4, 4], [3, 2, 5], [3, 0, 5], [5, 0, 2], [2, 0, 6], [4, 0, 0],
      [3, 0, 0], [6, 0, 0],
    ]
    #expect(hypothesisCounts.joined().reduce(3, +) > 48, "the cache has to grow on the way")
    var random = CounterRandom(seed: 3, stream: 3)
    var actual = decoding.begin()
    try compare(actual, decoding.hypotheses)
    for counts in hypothesisCounts {
      actual = decoding.advance(counts, &random)
      try compare(actual, decoding.hypotheses)
    }
    #expect(decoding.hypotheses.map(\.target.count) == [Int](repeating: 11, count: 6))
  }

  @Test func stepsOfASentenceAreTheSameAloneAndInABatch() {
    var together = Decoding(model, sources)
    var alone = sources.map { Decoding(model, [$0]) }
    var actual = together.begin()
    var expected = alone.indices.flatMap { alone[$0].begin() }
    for step in 0..<5 as Range<Int32> {
      #expect(actual.map { $0.map(\.bitPattern) } == expected.map { $0.map(\.bitPattern) })
      actual = together.append([Int32](repeating: 5 + step, count: sources.count))
      expected = alone.indices.flatMap { alone[$0].append([5 + step]) }
    }
  }

  private func compare(_ actual: [[Float]], _ hypotheses: [Hypothesis]) throws {
    let expected = model.lastLogProbabilities(
      hypotheses.map { sources[$0.sentence] }, hypotheses.map(\.target))
    try #require(actual.map(\.count) == expected.map(\.count))
    for (row, (actual, expected)) in zip(actual, expected).enumerated() {
      let difference = zip(actual, expected).map { abs($0 - $1) }.max() ?? 0
      #expect(
        difference <= CachedDecodingTests.tolerance,
        "row \(row), \(hypotheses[row]): difference \(difference)")
    }
  }
}

extension SmallModel {
  /// The log-probabilities after the last token of each target.
  fileprivate func lastLogProbabilities(
    _ sources: [[Int32]], _ targets: [[Int32]]
  ) -> [[Float]] {
    let rows = logProbabilities(sources, targets).rows(backend)
    let extents = TokenBatch(targets).extents
    return targets.indices.map { rows[extents.rows(of: $0).upperBound - 1] }
  }
}

extension Tensor {
  /// The numbers of each row.
  fileprivate func rows(_ backend: CPUBackend) -> [[Float]] {
    let numbers = numbers(backend)
    return (0..<shape.rowCount).map { row in
      Array(numbers[row * shape.columnCount..<(row + 1) * shape.columnCount])
    }
  }
}

/// A target so far and its sentence's place in the batch.
private struct Hypothesis {
  let sentence: Int
  let target: [Int32]
}

/// A batch that is decoded with a cache, whose hypotheses are written down on the way.
private struct Decoding {
  private(set) var hypotheses: [Hypothesis] = []
  private let model: SmallModel
  private let tape: Tape
  private var cache: DecoderCache
  private let sentenceCount: Int

  init(_ model: SmallModel, _ sources: [[Int32]]) {
    self.model = model
    tape = model.inferenceTape()
    sentenceCount = sources.count
    let source = TokenBatch(sources)
    let memory = model.transformer.encode(source, on: tape)
    cache = model.transformer.makeCache(memory: memory, source: source.extents, on: tape)
  }

  /// The step of the begin-of-sentence tokens; parents are sentences.
  mutating func begin() -> [[Float]] {
    hypotheses = (0..<sentenceCount).map { Hypothesis(sentence: $0, target: [1]) }
    return step(parents: Array(0..<sentenceCount))
  }

  /// Continues every hypothesis by one token.
  mutating func append(_ tokens: [Int32]) -> [[Float]] {
    hypotheses = zip(hypotheses, tokens).map { hypothesis, token in
      Hypothesis(sentence: hypothesis.sentence, target: hypothesis.target + [token])
    }
    return step(parents: Array(hypotheses.indices))
  }

  /// Continues random hypotheses by random tokens, so many of each sentence.
  mutating func advance(_ counts: [Int], _ random: inout CounterRandom) -> [[Float]] {
    var parents: [Int] = []
    for (sentence, count) in counts.enumerated() {
      let candidates = hypotheses.indices.filter { hypotheses[$0].sentence == sentence }
      for _ in 0..<count {
        parents.append(candidates[Int(random.next() % UInt64(candidates.count))])
      }
    }
    hypotheses = parents.map { parent in
      let token = Int32(random.next() % 34) + 3
      let hypothesis = hypotheses[parent]
      return Hypothesis(sentence: hypothesis.sentence, target: hypothesis.target + [token])
    }
    return step(parents: parents)
  }

  private mutating func step(parents: [Int]) -> [[Float]] {
    let lengths = (0..<sentenceCount).map { sentence in
      hypotheses.count { $0.sentence == sentence }
    }
    let rows = StepRows(
      tokens: hypotheses.compactMap(\.target.last), parents: parents,
      sentences: SequenceExtents(lengths: lengths))
    let hidden = model.transformer.step(rows, cache: &cache, on: tape)
    return tape.logProbabilities(hidden, embedding: model.transformer.embedding.weight)
      .rows(model.backend)
  }
}
