import Evaluation
import Testing

/// Every number and every character as sacreBLEU 2.6.0 printed them for the fixtures.
@Suite struct SacreBLEUTests {
  /// Both sides compute in double precision; they differ in the last digits of `exp` and `log`.
  static let tolerance = 1e-9

  let fixture: BLEUFixture

  init() throws {
    fixture = try BLEUFixture.read()
  }

  @Test func statisticsAreEqual() throws {
    for expected in fixture.cases {
      let statistics = try score(of: expected).statistics
      #expect(statistics.matchCounts == expected.matchCounts, "\(expected)")
      #expect(statistics.totalCounts == expected.totalCounts, "\(expected)")
      #expect(statistics.hypothesisLength == expected.hypothesisLength, "\(expected)")
      #expect(statistics.referenceLength == expected.referenceLength, "\(expected)")
    }
  }

  @Test func scoresAreEqual() throws {
    for expected in fixture.cases {
      let score = try score(of: expected)
      #expect(abs(score.value - expected.score) < Self.tolerance, "\(expected)")
      #expect(
        abs(score.brevityPenalty - expected.brevityPenalty) < Self.tolerance, "\(expected)")
      try #require(score.precisions.count == expected.precisions.count, "\(expected)")
      for (precision, expectedPrecision) in zip(score.precisions, expected.precisions) {
        #expect(abs(precision - expectedPrecision) < Self.tolerance, "\(expected)")
      }
    }
  }

  @Test func signaturesAreEqual() throws {
    for expected in fixture.cases {
      let signature = try signature(of: expected)
      #expect(signature.description == expected.signature)
      #expect(signature.shortDescription == expected.shortSignature)
    }
  }

  @Test func printedLinesAreEqual() throws {
    for expected in fixture.cases {
      let report = try score(of: expected).report(signature(of: expected))
      #expect(report.text(decimalCount: 4) == expected.text)
    }
  }

  @Test func jsonIsEqual() throws {
    let cases = fixture.cases.filter { $0.json != nil }
    try #require(!cases.isEmpty)
    for expected in cases {
      let report = try score(of: expected).report(signature(of: expected))
      #expect(report.json(decimalCount: 1) == expected.json)
    }
  }

  private func score(of expected: BLEUFixture.Case) throws -> BLEUScore {
    let corpus = try #require(fixture.corpus(of: expected))
    let bleu = BLEU(try #require(expected.options))
    return bleu.corpusScore(hypotheses: corpus.hypotheses, references: corpus.references)
  }

  private func signature(of expected: BLEUFixture.Case) throws -> Signature {
    let corpus = try #require(fixture.corpus(of: expected))
    return BLEU(try #require(expected.options)).signature(
      referenceCount: corpus.references.count)
  }
}
