import Evaluation
import Foundation
import TestSupport
import Testing

/// Every case of the oracle that was recorded from sacreBLEU 2.6.0.
@Suite(.enabled(if: Oracles.areThere, "APUS_ORACLES names no folder."))
struct OracleTests {
  /// Both sides compute in double precision; they differ in the last digits at most.
  static let tolerance = 1e-9

  @Test func corporaScoreEqually() throws {
    let cases = try jsonLines(
      try Oracles.content("sacrebleu/corpus_cases.jsonl.gz"), as: CorpusCase.self
    ).filter { !$0.needsDictionary }
    // 221, of which four are split by MeCab.
    #expect(cases.count == 217)
    for expected in cases { try expected.check(tolerance: Self.tolerance) }
  }

  @Test func sentencesScoreEqually() throws {
    let cases = try sentenceCases()
    #expect(cases.count == 282)
    for expected in cases {
      for (key, metric) in Self.sentenceMetrics {
        let score = metric.sentenceScore(
          hypothesis: expected.hypothesis, references: expected.references)
        let value = try #require(expected.scores[key])
        #expect(abs(score.value - value) <= Self.tolerance, "\(key) of \(expected.hypothesis)")
      }
    }
  }

  @Test func linesAreTokenizedEqually() throws {
    let cases = try jsonLines(
      try Oracles.content("sacrebleu/tokenizer_cases.jsonl.gz"), as: TokenizerCase.self)
    var count = 0
    for expected in cases {
      guard let tokenizer = BLEUTokenizer(rawValue: expected.tokenizer) else { continue }
      count += 1
      // sacreBLEU splits what a tokenizer returns at whitespace.
      let words = pythonWords(expected.output)
      #expect(tokenizer.words(in: expected.input) == words, "\(expected)")
    }
    #expect(count == 5 * 376)
  }

  @Test func terTokenizesEqually() throws {
    let cases = try jsonLines(
      try Oracles.content("sacrebleu/tokenizer_cases.jsonl.gz"), as: TokenizerCase.self)
    var count = 0
    for expected in cases {
      guard let options = expected.terOptions else { continue }
      count += 1
      let words = TER(options).words(in: expected.input)
      #expect(words == pythonWords(expected.output), "\(expected)")
    }
    #expect(count == 16 * 56)
  }

  private static let sentenceMetrics: [(String, any Metric)] = [
    ("bleu", BLEU(BLEUOptions(usesEffectiveOrder: true))),
    (
      "bleu_intl_lc",
      BLEU(BLEUOptions(tokenizer: .international, isLowercased: true, usesEffectiveOrder: true))
    ),
    ("bleu_floor", BLEU(BLEUOptions(smoothing: .floor(), usesEffectiveOrder: true))),
    ("bleu_addk", BLEU(BLEUOptions(smoothing: .addK(), usesEffectiveOrder: true))),
    ("bleu_noeff", BLEU()), ("chrf2", ChrF()), ("chrf2++", ChrF(.plusPlus)), ("ter", TER()),
    ("ter_norm_cs", TER(TEROptions(isNormalized: true, isCaseSensitive: true))),
  ]

  private struct SentenceCase {
    let hypothesis: String
    let references: [String]
    let scores: [String: Double]
  }

  private func sentenceCases() throws -> [SentenceCase] {
    try Oracles.content("sacrebleu/sentence_cases.jsonl.gz").split(separator: UInt8(ascii: "\n"))
      .map { line in
        let object = try #require(
          try JSONSerialization.jsonObject(with: line) as? [String: Any])
        return SentenceCase(
          hypothesis: try #require(object["hyp"] as? String),
          references: try #require(object["refs"] as? [String]),
          scores: object.compactMapValues { $0 as? Double })
      }
  }
}

/// What a tokenizer of sacreBLEU made of a line.
private struct TokenizerCase: Decodable {
  let tokenizer: String
  let input: String
  let output: String

  /// The settings of TER that the name holds: `ter normalized=1 no_punct=0 …`.
  var terOptions: TEROptions? {
    guard tokenizer.hasPrefix("ter ") else { return nil }
    func isOn(_ name: String) -> Bool { tokenizer.contains("\(name)=1") }
    return TEROptions(
      isNormalized: isOn("normalized"), removesPunctuation: isOn("no_punct"),
      supportsAsianScripts: isOn("asian_support"), isCaseSensitive: isOn("case_sensitive"))
  }
}

/// What sacreBLEU made of a corpus whose texts are files.
private struct CorpusCase: Decodable {
  let metric: String
  let options: SacreBLEUOptions
  let hyp: String
  let refs: [String]
  let score: Double
  let signature: String
  let signature_short: String
  let line: String
  let counts: [Double]?
  let totals: [Double]?
  let precisions: [Double]?
  let bp: Double?
  let sys_len: Int?
  let ref_len: Int?
  let num_edits: Int?
  let ref_length: Double?
  let ci_mean: Double?
  let ci: Double?
  let n_bootstrap: Int?

  var needsDictionary: Bool { signature.contains("-mecab-") }

  func check(tolerance: Double) throws {
    let hypotheses = try textLines(hyp)
    let references = References(try refs.map(textLines))
    try check(options.metric(named: metric), hypotheses, references, tolerance)
  }

  private func check<M: Metric>(
    _ metric: M, _ hypotheses: [String], _ references: References, _ tolerance: Double
  ) throws {
    let statistics = metric.statistics(hypotheses: hypotheses, references: references)
    let score = metric.score(statistics)
    #expect(abs(score.value - self.score) <= tolerance, "\(hyp) \(signature) \(score.value)")
    let bootstrap = n_bootstrap.map { Bootstrap(sampleCount: $0) }
    let interval = bootstrap?.interval(of: metric, statistics)
    if let ci, let ci_mean {
      #expect(interval?.mean == ci_mean, "\(hyp) \(signature)")
      #expect(interval?.halfWidth == ci, "\(hyp) \(signature)")
    }
    let signature = metric.signature(
      referenceCount: references.countPerSegment,
      context: bootstrap?.named() ?? SignatureContext())
    #expect(signature.description == self.signature)
    #expect(signature.shortDescription == signature_short)
    #expect(score.report(interval: interval).text(decimalCount: 4) == line)
    try checkParts(score, tolerance)
  }

  private func checkParts(_ score: any MetricScore, _ tolerance: Double) throws {
    if let score = score as? BLEUScore {
      // sacreBLEU's counts are those after smoothing.
      if options.smooth_method != "add-k" {
        #expect(score.statistics.matchCounts.map(Double.init) == counts)
        #expect(score.statistics.totalCounts.map(Double.init) == totals)
      }
      #expect(score.statistics.hypothesisLength == sys_len)
      #expect(score.statistics.referenceLength == ref_len)
      #expect(score.brevityPenalty == bp)
      #expect(score.precisions == precisions)
    }
    if let score = score as? TERScore {
      #expect(score.editCount == num_edits)
      #expect(score.referenceLength == ref_length)
    }
  }
}

/// The lines of a text of the oracle.
func textLines(_ name: String) throws -> [String] {
  var lines = try Oracles.text("sacrebleu/text/\(name).txt.gz").unicodeScalars
    .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  if lines.last == "" { lines.removeLast() }
  return lines
}

/// The words that Python's `split` finds.
private func pythonWords(_ text: String) -> [String] {
  BLEUTokenizer.whitespace.words(in: text)
}
