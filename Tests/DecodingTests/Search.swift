import Decoding
import Testing

/// Options for tables, whose end of sentence is token 0.
func options(
  beamSize: Int = 4, hypothesisCount: Int = 1, lengthPenalty: LengthPenalty = .none,
  lengthLimit: LengthLimit, suppressedTokens: Set<Int32> = []
) -> SearchOptions {
  SearchOptions(
    beginOfSentence: TableScorer.beginOfSentence, endOfSentence: 0, beamSize: beamSize,
    hypothesisCount: hypothesisCount, lengthPenalty: lengthPenalty, lengthLimit: lengthLimit,
    suppressedTokens: suppressedTokens)
}

/// The hypotheses of one sentence.
func search(
  _ table: @escaping TableScorer.Table, vocabularyCount: Int, _ options: SearchOptions,
  _ constraints: SentenceConstraints = .none, attention: TableScorer.Table? = nil
) throws -> [Hypothesis] {
  var scorer = TableScorer(
    vocabularyCount: vocabularyCount, tables: [table], attentions: attention.map { [$0] } ?? [])
  let hypotheses = BeamSearch(options).hypotheses(
    sourceLengths: [0], constraints: [constraints], using: &scorer)
  return try #require(hypotheses.first)
}
