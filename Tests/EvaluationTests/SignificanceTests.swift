import Evaluation
import Foundation
import TestSupport
import Testing

/// Intervals and p-values that equal sacreBLEU's, to the last digit.
@Suite struct SignificanceTests {
  @Test(.enabled(if: Oracles.areThere, "APUS_ORACLES names no folder."))
  func pairedTestsOfTheOracleAreEqual() throws {
    let oracle = try JSONDecoder().decode(
      [String: PairedOracle].self, from: try Oracles.content("sacrebleu/significance.json.gz"))
    #expect(oracle.count == 2)
    let references = References([try textLines("ref.de")])
    for (method, expected) in oracle {
      let systems = try expected.systems.map { try textLines("sys.\($0)") }
      #expect(expected.signatures.count == 2)
      for metric in [BLEU(), ChrF()] as [any Metric] {
        let expected = PairedCase(
          method: method, samples: expected.n_samples, interval_samples: nil, seed: expected.seed,
          signature: try #require(expected.signatures[metric.name]),
          results: try #require(expected.scores[metric.name]?.results))
        try expected.check(metric, systems, references)
      }
    }
  }

  @Test func pairedTestsOfTheFixtureAreEqual() throws {
    let cases = try jsonLines(
      try Fixtures.content("sacrebleu/significance.jsonl"), as: PairedFixture.self)
    try #require(!cases.isEmpty)
    for expected in cases {
      try expected.expected.check(
        try expected.options.metric(named: expected.metric), expected.systems,
        References(incomplete: expected.references))
    }
  }

  @Test func intervalOfEqualSegmentsHasNoWidth() {
    let statistics = BLEU().statistics(
      hypotheses: ["a b c d e", "a b c d e"], references: References([["a b c d f", "a b c d f"]]))
    let interval = Bootstrap(sampleCount: 50).interval(of: BLEU(), statistics)
    #expect(interval.halfWidth == 0)
    #expect(abs(interval.mean - BLEU().score(statistics).value) < 1e-4)
  }

  @Test(arguments: [PairedTest.Method.bootstrap, .approximateRandomization])
  func equalSystemsDoNotDiffer(method: PairedTest.Method) {
    let statistics = ChrF().statistics(
      hypotheses: ["a b c d e", "b c", "d e f g h i"],
      references: References([["a b c d f", "b d", "d e g h i"]]))
    let test = PairedTest(method, sampleCount: 99)
    let results = test.results(of: ChrF(), [statistics, statistics])
    #expect(results.count == 2)
    #expect(results.first?.pValue == nil)
    // The differences are all 0, and so is the one found, which none exceeds.
    #expect(results.last?.pValue == 0.01)
  }

  @Test func seedsOfTheEnvironmentAreRead() {
    #expect(ResamplingSeed(environmentValue: nil) == .fixed(12345))
    #expect(ResamplingSeed(environmentValue: "7") == .fixed(7))
    #expect(ResamplingSeed(environmentValue: "None") == .entropy)
    #expect(ResamplingSeed(environmentValue: "-1") == nil)
    #expect(ResamplingSeed.entropy.description == "none")
  }
}

/// A paired test of `significance.jsonl`, with the texts.
private struct PairedFixture: Decodable {
  let metric: String
  let options: SacreBLEUOptions
  let systems: [[String]]
  let references: [[String?]]
  let expected: PairedCase
}

/// What sacreBLEU's paired test returned for one metric.
private struct PairedCase: Decodable {
  struct Result: Decodable {
    let score: Double
    let p_value: Double?
    let mean: Double?
    let ci: Double?
  }

  let method: String
  let samples: Int
  let interval_samples: Int?
  let seed: UInt64
  let signature: String
  let results: [Result]

  func check<M: Metric>(_ metric: M, _ systems: [[String]], _ references: References) throws {
    let test = PairedTest(
      method == "bs" ? .bootstrap : .approximateRandomization, sampleCount: samples,
      intervalSampleCount: interval_samples, seed: .fixed(seed))
    let found = test.results(
      of: metric, systems.map { metric.statistics(hypotheses: $0, references: references) })
    try #require(found.count == results.count)
    for (found, expected) in zip(found, results) {
      #expect(abs(found.score - expected.score) < 1e-9, "\(signature)")
      #expect(found.pValue == expected.p_value, "\(signature)")
      #expect(found.interval?.mean == expected.mean, "\(signature)")
      #expect(found.interval?.halfWidth == expected.ci, "\(signature)")
    }
    let named = metric.signature(
      referenceCount: references.countPerSegment, context: test.named())
    #expect(named.description == signature)
  }
}

/// What the oracle recorded of a paired test.
private struct PairedOracle: Decodable {
  /// A column of the table: names of systems, or results.
  struct Column: Decodable {
    let results: [PairedCase.Result]?

    init(from decoder: any Decoder) throws {
      results = try? decoder.singleValueContainer().decode([PairedCase.Result].self)
    }
  }

  let systems: [String]
  let n_samples: Int
  let seed: UInt64
  let signatures: [String: String]
  let scores: [String: Column]
}
