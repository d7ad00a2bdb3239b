import Decoding
import Foundation
import Testing

@Suite struct EnsembleScorerTests {
  private let options = SearchOptions(
    beginOfSentence: TableScorer.beginOfSentence, endOfSentence: 0, beamSize: 40,
    hypothesisCount: 40, lengthPenalty: .gnmt(0.6), lengthLimit: .fixed(3))

  @Test(arguments: 0..<8 as Range<UInt64>)
  func probabilitiesAreMeans(seed: UInt64) throws {
    let tables = (0..<3).map {
      TableScorer.randomTable(seed: 3 * seed + $0, vocabularyCount: 4)
    }
    let mean: TableScorer.Table = { tokens in
      let all = tables.map { $0(tokens).map { exp(Double($0)) } }
      return (0..<4).map { token in Float(log(all.reduce(0) { $0 + $1[token] } / 3)) }
    }
    var ensemble = EnsembleScorer(
      tables.map { TableScorer(vocabularyCount: 4, tables: [$0]) })
    var single = TableScorer(vocabularyCount: 4, tables: [mean])
    let search = BeamSearch(options)
    let found = search.hypotheses(sourceLengths: [0], using: &ensemble)[0]
    let wanted = search.hypotheses(sourceLengths: [0], using: &single)[0]
    try #require(found.count == 40)
    #expect(found.map(\.tokens) == wanted.map(\.tokens))
    #expect(zip(found, wanted).allSatisfy { abs($0.score - $1.score) < 1e-5 })
  }

  @Test func whatIsImpossibleForAllStaysImpossible() throws {
    let impossible = -Float.infinity
    let tables: [[Float]] = [[log(0.5), log(0.5), impossible], [0, impossible, impossible]]
    var ensemble = EnsembleScorer(
      tables.map { table in TableScorer(vocabularyCount: 3, tables: [{ _ in table }]) })
    let numbers = everything(&ensemble)
    try #require(numbers.count == 3)
    #expect(abs(exp(numbers[0]) - 0.75) < 1e-6)
    #expect(abs(exp(numbers[1]) - 0.25) < 1e-6)
    #expect(numbers[2] == impossible)
  }

  /// The log-probabilities of one sentence's first token.
  private func everything(_ scorer: inout some NextTokenScorer) -> [Float] {
    var next = NextTokens()
    let request = NextTokenRequest(
      endOfSentence: 0, suppressed: SuppressedTokens([], vocabularyCount: scorer.vocabularyCount),
      wantsEverything: true)
    scorer.extend(
      [DecoderRow(sentence: 0, parent: 0, token: TableScorer.beginOfSentence)], request,
      into: &next)
    return next.everything
  }

  private func ensemble(
    _ probabilities: [[Double]], _ mixture: EnsembleMixture, weights: [Double]
  ) -> EnsembleScorer<TableScorer> {
    EnsembleScorer(
      probabilities.map { row in
        TableScorer(vocabularyCount: 3, tables: [{ _ in row.map { Float(log($0)) } }])
      }, mixture: mixture, weights: weights)
  }

  @Test func weightsCountByTheirRatios() throws {
    // 3/4 · 0.5 + 1/4 · 0.1 = 0.4, and so on
    var scorer = ensemble(
      [[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], .arithmeticMean, weights: [3, 1])
    let numbers = everything(&scorer).map { exp($0) }
    try #require(numbers.count == 3)
    for (found, wanted) in zip(numbers, [0.4, 0.25, 0.35] as [Float]) {
      #expect(abs(found - wanted) < 1e-6)
    }
  }

  @Test func geometricMeanIsTheNormalizedProductOfPowers() throws {
    let rows = [[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]
    var scorer = ensemble(rows, .geometricMean, weights: [3, 1])
    let products = (0..<3).map { pow(rows[0][$0], 0.75) * pow(rows[1][$0], 0.25) }
    let numbers = everything(&scorer).map { exp(Double($0)) }
    try #require(numbers.count == 3)
    for (found, product) in zip(numbers, products) {
      #expect(abs(found - product / products.reduce(0, +)) < 1e-6)
    }
  }

  @Test func geometricMeanOfWhatIsImpossibleForOneIsImpossible() throws {
    var scorer = ensemble([[0.5, 0.5, 0], [0.2, 0.3, 0.5]], .geometricMean, weights: [])
    let numbers = everything(&scorer)
    try #require(numbers.count == 3)
    #expect(numbers[2] == -.infinity)
    #expect(abs(exp(numbers[0]) + exp(numbers[1]) - 1) < 1e-6)
  }

  @Test func ensembleOfTheSameNetworkFindsTheSame() throws {
    let table = TableScorer.randomTable(seed: 5, vocabularyCount: 9)
    var single = TableScorer(vocabularyCount: 9, tables: [table])
    let wanted = BeamSearch(options).hypotheses(sourceLengths: [0], using: &single)[0]
    for mixture in [EnsembleMixture.arithmeticMean, .geometricMean] {
      var twins = EnsembleScorer(
        (0..<2).map { _ in TableScorer(vocabularyCount: 9, tables: [table]) }, mixture: mixture,
        weights: [1, 2])
      let found = BeamSearch(options).hypotheses(sourceLengths: [0], using: &twins)[0]
      try #require(found.count == 40)
      #expect(found.map(\.tokens) == wanted.map(\.tokens))
    }
  }

  @Test func attentionIsMixedByTheWeights() throws {
    let attentions: [[Float]] = [[0.5, 0.5], [0.1, 0.9]]
    let scorers = attentions.map { row in
      TableScorer(
        vocabularyCount: 2, tables: [{ _ in [-0.5, -1] }], attentions: [{ _ in row }])
    }
    var scorer = EnsembleScorer(scorers, weights: [1, 3])
    var next = NextTokens()
    let request = NextTokenRequest(
      endOfSentence: 0, suppressed: SuppressedTokens([], vocabularyCount: 2),
      wantsAttention: true)
    scorer.extend(
      [DecoderRow(sentence: 0, parent: 0, token: TableScorer.beginOfSentence)], request,
      into: &next)
    try #require(next.attentionRange(ofRow: 0) == 0..<2)
    // 1/4 · 0.5 + 3/4 · 0.1 = 0.2
    #expect(abs(next.attention[0] - 0.2) < 1e-6)
    #expect(abs(next.attention[1] - 0.8) < 1e-6)
  }
}
