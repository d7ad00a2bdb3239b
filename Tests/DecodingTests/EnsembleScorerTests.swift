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
    var numbers: [Float] = []
    ensemble.extend(
      [DecoderRow(sentence: 0, parent: 0, token: TableScorer.beginOfSentence)]
    ) { span in
      numbers = span.indices.map { span[$0] }
    }
    try #require(numbers.count == 3)
    #expect(abs(exp(numbers[0]) - 0.75) < 1e-6)
    #expect(abs(exp(numbers[1]) - 0.25) < 1e-6)
    #expect(numbers[2] == impossible)
  }
}
