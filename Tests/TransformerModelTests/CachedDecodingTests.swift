import Autodiff
import Kernels
import Tensors
import Testing
import TransformerModel

/// Step-by-step decoding with a cache against the whole masked forward pass.
@Suite struct CachedDecodingTests {
  private let sources = [6, 1, 11].enumerated().map { index, count in
    [Int32].source(count: count, stream: UInt64(index))
  }

  /// Hypotheses are multiplied, dropped and reordered at each step; sentences finish at different
  /// steps.
  ///
  /// Both ways sum in the same order, so that not a bit differs: else an int8 activation could be
  /// rounded to another integer here and there.
  @Test(arguments: Precision.allCases)
  func everyStepEqualsTheWholeForwardPass(precision: Precision) throws {
    let model = SmallModel(precision: precision, purpose: .frozen)
    var decoding = Decoding(model, sources)
    let hypothesisCounts = [
      [2, 3, 1], [4, 1, 2], [1, 4, 4], [3, 2, 5], [3, 0, 5], [5, 0, 2], [2, 0, 6], [4, 0, 0],
      [3, 0, 0], [6, 0, 0],
    ]
    #expect(hypothesisCounts.joined().reduce(3, +) > 48, "the cache has to grow on the way")
    var random = CounterRandom(seed: 3, stream: 3)
    var actual = decoding.begin()
    try compare(actual, decoding.hypotheses, model)
    for counts in hypothesisCounts {
      actual = decoding.advance(counts, &random)
      try compare(actual, decoding.hypotheses, model)
    }
    #expect(decoding.hypotheses.map(\.target.count) == [Int](repeating: 11, count: 6))
  }

  @Test(arguments: Precision.allCases)
  func stepsOfASentenceAreTheSameAloneAndInABatch(precision: Precision) {
    let model = SmallModel(precision: precision, purpose: .frozen)
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

  /// One cache and one arena after another batch, as a worker uses them.
  @Test func aCacheThatWasUsedBeforeMakesNoDifference() {
    let model = SmallModel(purpose: .frozen)
    let fresh = Decoding(model, sources)
    var used = Decoding(model, [.source(count: 20, stream: 8), .source(count: 3, stream: 9)])
    _ = used.begin()
    for step in 0..<20 as Range<Int32> { _ = used.append([4 + step, 30 - step]) }
    var again = Decoding(model, sources, on: used.worker)
    var first = fresh
    #expect(first.begin() == again.begin())
    for token in [7, 9, 4] as [Int32] {
      #expect(first.append([token, token, token]) == again.append([token, token, token]))
    }
  }

  /// Sentences come while others are on their way, and in the places of those that have ended; the
  /// cache grows meanwhile.
  @Test(arguments: Precision.allCases)
  func sentencesThatComeLaterEqualTheWholeForwardPass(precision: Precision) throws {
    let model = SmallModel(precision: precision, purpose: .frozen)
    let later = (0..<6).map { [Int32].source(count: 3 + 5 * $0, stream: 20 + UInt64($0)) }
    let all = sources + later
    var decoding = Decoding(model, sources)
    var random = CounterRandom(seed: 7, stream: 3)
    try compare(decoding.begin(), decoding.hypotheses, model, all)
    try compare(decoding.advance([2, 1, 3], &random), decoding.hypotheses, model, all)
    decoding.add(Array(later[..<2]))
    try compare(decoding.advance([1, 1, 2, 0, 0], &random), decoding.hypotheses, model, all)
    try compare(decoding.advance([0, 1, 0, 9, 8], &random), decoding.hypotheses, model, all)
    decoding.add([later[2]])
    try compare(decoding.advance([0, 2, 0, 9, 9, 0], &random), decoding.hypotheses, model, all)
    // All of the first group have ended.
    decoding.add(Array(later[3...]))
    try compare(
      decoding.advance([0, 0, 0, 0, 7, 9, 0, 0, 0], &random), decoding.hypotheses, model, all)
    try compare(
      decoding.advance([0, 0, 0, 0, 9, 9, 20, 9, 9], &random), decoding.hypotheses, model, all)
    #expect(decoding.hypotheses.count == 56)
  }

  /// Hypotheses wait for a step or two while others go on, and are continued in turn.
  @Test(arguments: Precision.allCases)
  func keptHypothesesGoOnAsTheyWere(precision: Precision) throws {
    let model = SmallModel(precision: precision, purpose: .frozen)
    var decoding = Decoding(model, sources)
    _ = decoding.begin()
    let steps: [(tokens: [(parent: Int, token: Int32)], kept: [Int])] = [
      ([(0, 7), (0, 8), (1, 9), (2, 5)], []),
      ([(0, 11), (2, 4), (3, 6)], [1, 0]),
      ([(3, 12), (0, 9), (1, 3), (2, 3)], [4]),
      ([(4, 13), (0, 14), (4, 15), (2, 5), (3, 6)], []),
      ([(2, 16), (1, 17), (3, 18), (4, 19)], [0]),
    ]
    for (tokens, kept) in steps {
      let actual = decoding.append(tokens, keeping: kept)
      try #require(actual.count == tokens.count)
      try compare(actual, Array(decoding.hypotheses.prefix(tokens.count)), model)
    }
  }

  @Test func attentionOfAStepIsThatOfTheWholePass() throws {
    let model = SmallModel(purpose: .frozen)
    let targets = [3, 0, 2].enumerated().map {
      [Int32].target(count: $1, stream: UInt64($0))
    }
    let whole = model.attention(sources, targets, layer: 1)
    let (source, target) = (TokenBatch(sources).extents, TokenBatch(targets).extents)
    #expect(whole.count == target.rowCount * 12)
    for sentence in sources.indices {
      for row in target.rows(of: sentence) {
        let length = source.rows(of: sentence).count
        let sum = whole[row * 12..<row * 12 + length].reduce(0, +)
        #expect(abs(sum - 1) < 1e-5, "row \(row)")
      }
    }
    #expect(whole != model.attention(sources, targets, layer: 0))
    var decoding = Decoding(model, [sources[0]])
    var steps = decoding.attentionOfAStep(7) { $0.begin() }
    for token in targets[0].dropFirst() {
      steps += decoding.attentionOfAStep(7) { $0.append([token]) }
    }
    let expected = (0..<4).flatMap { whole[$0 * 12..<$0 * 12 + 7] }
    #expect(steps == expected)
  }

  private func compare(
    _ actual: [[Float]], _ hypotheses: [Hypothesis], _ model: SmallModel,
    _ all: [[Int32]]? = nil
  ) throws {
    let expected = model.lastLogProbabilities(
      hypotheses.map { (all ?? sources)[$0.sentence] }, hypotheses.map(\.target))
    try #require(actual.map(\.count) == expected.map(\.count))
    for (row, (actual, expected)) in zip(actual, expected).enumerated() {
      let difference = zip(actual, expected).map { abs($0 - $1) }.max() ?? 0
      #expect(actual == expected, "row \(row), \(hypotheses[row]): difference \(difference)")
    }
  }
}

extension SmallModel {
  /// The attention of whole targets to sources of at most 12 tokens, `[target tokens, 12]`.
  fileprivate func attention(
    _ sources: [[Int32]], _ targets: [[Int32]], layer: Int
  ) -> [Float] {
    let tape = inferenceTape()
    let (source, target) = (TokenBatch(sources), TokenBatch(targets))
    let probabilities = tape.arena.tensor([target.extents.rowCount, 12])
    _ = transformer.decode(
      target, memory: transformer.encode(source, on: tape), source: source.extents,
      attention: AttentionTarget(layer: layer, probabilities: probabilities.matrix), on: tape)
    return probabilities.numbers(backend)
  }

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

/// What decodes batch after batch.
private final class Worker {
  let arena: Arena
  let cache: DecoderCache

  init(_ backend: CPUBackend) {
    arena = Arena(backend: backend)
    cache = DecoderCache(backend: backend)
  }
}

/// A batch that is decoded with a cache, whose hypotheses are written down on the way.
private struct Decoding {
  private(set) var hypotheses: [Hypothesis] = []
  let worker: Worker
  private let model: SmallModel
  private let tape: Tape
  private var sentenceCount: Int
  /// Those without a row so far.
  private var newSentences: [Int] = []
  private var attention: AttentionTarget?

  init(_ model: SmallModel, _ sources: [[Int32]], on worker: Worker? = nil) {
    self.model = model
    self.worker = worker ?? Worker(model.backend)
    self.worker.arena.reset()
    tape = Tape(parameters: model.parameters, arena: self.worker.arena)
    sentenceCount = sources.count
    let source = TokenBatch(sources)
    let memory = model.transformer.encode(source, on: tape)
    self.worker.cache.begin()
    model.transformer.add(memory, source: source.extents, to: self.worker.cache, on: tape)
  }

  /// Adds sentences behind the others, whose first row the next step has.
  mutating func add(_ sources: [[Int32]]) {
    let source = TokenBatch(sources)
    let memory = model.transformer.encode(source, on: tape)
    model.transformer.add(memory, source: source.extents, to: worker.cache, on: tape)
    newSentences += sentenceCount..<sentenceCount + sources.count
    sentenceCount += sources.count
  }

  /// What the last layer of a step with one row attends to.
  mutating func attentionOfAStep(
    _ sourceCount: Int, _ step: (inout Decoding) -> [[Float]]
  ) -> [Float] {
    let probabilities = tape.arena.tensor([1, sourceCount])
    attention = AttentionTarget(layer: 1, probabilities: probabilities.matrix)
    _ = step(&self)
    attention = nil
    return probabilities.numbers(model.backend)
  }

  /// The step of the begin-of-sentence tokens.
  mutating func begin() -> [[Float]] {
    hypotheses = (0..<sentenceCount).map { Hypothesis(sentence: $0, target: [1]) }
    return step(parents: hypotheses.map { _ in nil })
  }

  /// Continues every hypothesis by one token.
  mutating func append(_ tokens: [Int32]) -> [[Float]] {
    hypotheses = zip(hypotheses, tokens).map { hypothesis, token in
      Hypothesis(sentence: hypothesis.sentence, target: hypothesis.target + [token])
    }
    return step(parents: Array(hypotheses.indices))
  }

  /// Continues some hypotheses by a token each, and keeps others, which stand behind them then.
  mutating func append(
    _ tokens: [(parent: Int, token: Int32)], keeping kept: [Int]
  ) -> [[Float]] {
    let waiting = kept.map { hypotheses[$0] }
    hypotheses = tokens.map { parent, token in
      let hypothesis = hypotheses[parent]
      return Hypothesis(sentence: hypothesis.sentence, target: hypothesis.target + [token])
    }
    defer { hypotheses += waiting }
    return step(parents: tokens.map(\.parent), keeping: kept)
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

  private mutating func step(parents: [Int?], keeping kept: [Int] = []) -> [[Float]] {
    let parents = parents + newSentences.map { _ in nil }
    hypotheses += newSentences.map { Hypothesis(sentence: $0, target: [1]) }
    newSentences = []
    let lengths = (0..<sentenceCount).map { sentence in
      hypotheses.count { $0.sentence == sentence }
    }
    let rows = StepRows(
      tokens: hypotheses.compactMap(\.target.last), parents: parents, keeping: kept,
      sentences: SequenceExtents(lengths: lengths))
    let hidden = model.transformer.step(
      rows, cache: worker.cache, attention: attention, on: tape)
    return tape.logProbabilities(hidden, embedding: model.transformer.embedding.weight)
      .rows(model.backend)
  }
}
