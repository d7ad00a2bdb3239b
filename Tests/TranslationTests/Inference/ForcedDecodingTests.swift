import Autodiff
import Kernels
import Tensors
import Testing
import Tokenization
import TransformerModel
import Translation

@Suite struct ForcedDecodingTests {
  private let bundle: ModelBundle
  private let pairs: [ForcedDecoding.Pair]
  private let decoding: ForcedDecoding

  init() throws {
    bundle = try SmallBundle.make()
    pairs = SmallBundle.pairs(bundle)
    decoding = ForcedDecoding(bundle)
  }

  private func scores(
    _ pairs: [ForcedDecoding.Pair], attentionLayer: Int? = nil
  ) -> [ForcedDecoding.Score] {
    decoding.scores(of: pairs, attentionLayer: attentionLayer, worker: InferenceWorker())
  }

  @Test func tokensAreAsLikelyAsTheNetworkSays() throws {
    let scores = scores(pairs)
    try #require(scores.count == pairs.count)
    for (pair, score) in zip(pairs, scores) {
      let wanted = logProbabilities(pair)
      #expect(score.logProbabilities.count == pair.target.count + 1)
      #expect(score.logProbabilities == wanted)
      #expect(score.logProbability == wanted.reduce(0) { $0 + Double($1) })
      #expect(score.attention.isEmpty)
    }
  }

  /// From the whole distribution after each token.
  private func logProbabilities(_ pair: ForcedDecoding.Pair) -> [Float] {
    let markers = bundle.tokenizer.sentenceMarkers
    let backend = CPUBackend()
    let tape = Tape(parameters: bundle.parameters, arena: Arena(backend: backend))
    let source = TokenBatch([pair.source + [markers.end]])
    let hidden = bundle.model.decode(
      TokenBatch([[markers.begin] + pair.target]),
      memory: bundle.model.encode(source, on: tape), source: source.extents, on: tape)
    let all = tape.logProbabilities(hidden, embedding: bundle.model.embedding.weight)
    let numbers = all.numbers(backend)
    return (pair.target + [markers.end]).enumerated().map { row, token in
      numbers[row * all.shape.columnCount + Int(token)]
    }
  }

  @Test func aPairDoesNotDependOnTheOthers() {
    let together = scores(pairs, attentionLayer: 1)
    let alone = pairs.flatMap { scores([$0], attentionLayer: 1) }
    #expect(together.count == pairs.count)
    #expect(together == alone)
  }

  @Test func attentionOfEachTokenIsADistributionOverTheSource() throws {
    let scores = scores(pairs, attentionLayer: 0)
    try #require(scores.count == pairs.count)
    for (pair, score) in zip(pairs, scores) {
      let (rowCount, columnCount) = (pair.target.count + 1, pair.source.count + 1)
      try #require(score.attention.count == rowCount * columnCount)
      for row in 0..<rowCount {
        let probabilities = score.attention[row * columnCount..<(row + 1) * columnCount]
        #expect(probabilities.allSatisfy { $0 >= 0 })
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5, "row \(row)")
      }
    }
  }

  @Test func layersAttendToOtherTokens() {
    let layers = [0, 1].map { scores(pairs, attentionLayer: $0) }
    #expect(layers[0].map(\.attention) != layers[1].map(\.attention))
    #expect(layers[0].map(\.logProbabilities) == layers[1].map(\.logProbabilities))
    #expect(layers[0].map(\.logProbabilities) == scores(pairs).map(\.logProbabilities))
  }

  @Test func nothingIsScoredWhereNothingIsGiven() {
    #expect(scores([]).isEmpty)
    let empty = scores([ForcedDecoding.Pair(source: [], target: [])], attentionLayer: 0)
    #expect(empty.map(\.logProbabilities.count) == [1])
    #expect(empty.map(\.attention) == [[1]])
  }

  /// One worker for pairs of different sizes, as for batch after batch.
  @Test func aWorkerKeepsNothingOfEarlierPairs() {
    let worker = InferenceWorker()
    let once = decoding.scores(of: pairs, attentionLayer: 1, worker: worker)
    _ = decoding.scores(of: [pairs[1]], attentionLayer: 0, worker: worker)
    #expect(decoding.scores(of: pairs, attentionLayer: 1, worker: worker) == once)
  }
}
