import Evaluation
import Foundation
import TestSupport
import Testing

/// What sacreBLEU made of a corpus; `Tests/Fixtures/sacrebleu/cases.py` writes such lines.
struct SacreBLEUCase: Decodable, Sendable {
  let metric: String
  let options: SacreBLEUOptions
  let hypotheses: [String]
  let references: [[String?]]
  let score: Double
  let signature: String
  let signature_short: String
  let line: String
  let ci_mean: Double?
  let ci: Double?

  /// Scores the corpus and compares everything.
  ///
  /// - Parameter tolerance: The greatest difference between scores that passes.
  /// - Throws: An error for a metric that does not exist.
  func check(tolerance: Double) throws {
    let metric = try options.metric(named: metric)
    let references = References(incomplete: references)
    let statistics = metric.statistics(hypotheses: hypotheses, references: references)
    try check(metric, statistics, references, tolerance)
  }

  private func check<M: Metric>(
    _ metric: M, _ statistics: SegmentStatistics, _ references: References, _ tolerance: Double
  ) throws {
    let score = metric.score(statistics)
    #expect(abs(score.value - self.score) <= tolerance, "\(score.value) for \(self)")
    // The seed and the samples stand in the signature of the cases with an interval.
    let bootstrap = ci == nil ? nil : Bootstrap(sampleCount: sampleCount ?? 0)
    let interval = bootstrap?.interval(of: metric, statistics)
    let signature = metric.signature(
      referenceCount: references.countPerSegment,
      context: bootstrap?.named() ?? SignatureContext())
    #expect(signature.description == self.signature)
    #expect(signature.shortDescription == signature_short)
    let report = score.report(interval: interval)
    #expect(report.text(decimalCount: 4) == line)
    if let interval, let ci, let ci_mean {
      #expect(abs(interval.halfWidth - ci) <= tolerance, "\(self)")
      #expect(abs(interval.mean - ci_mean) <= tolerance, "\(self)")
    }
  }

  private var sampleCount: Int? {
    signature.split(separator: "|").first { $0.hasPrefix("bs:") }.flatMap { Int($0.dropFirst(3)) }
  }
}

/// The arguments of sacreBLEU's metrics, under its names.
struct SacreBLEUOptions: Decodable, Sendable {
  var tokenize: String?
  var trg_lang: String?
  var smooth_method: String?
  var smooth_value: Double?
  var max_ngram_order: Int?
  var effective_order: Bool?
  var lowercase: Bool?
  var char_order: Int?
  var word_order: Int?
  var beta: Int?
  var whitespace: Bool?
  var eps_smoothing: Bool?
  var normalized: Bool?
  var no_punct: Bool?
  var asian_support: Bool?
  var case_sensitive: Bool?

  /// The metric with these settings.
  func metric(named name: String) throws -> any Metric {
    switch name {
    case "BLEU": BLEU(try bleuOptions)
    case "chrF": ChrF(chrFOptions)
    case "TER": TER(terOptions)
    default: throw TokenizerError.unknown(name)
    }
  }

  private var bleuOptions: BLEUOptions {
    get throws {
      BLEUOptions(
        tokenizer: try BLEUTokenizer(
          named: tokenize ?? BLEUTokenizer.defaultName(for: trg_lang)),
        isLowercased: lowercase ?? false, smoothing: try #require(smoothing),
        usesEffectiveOrder: effective_order ?? false, maximumOrder: max_ngram_order ?? 4)
    }
  }

  private var smoothing: BLEUSmoothing? {
    switch smooth_method ?? "exp" {
    case "exp": .exponential
    case "floor": smooth_value.map { .floor($0) } ?? .floor()
    case "add-k": smooth_value.map { .addK($0) } ?? .addK()
    case "none": BLEUSmoothing.none
    default: nil
    }
  }

  private var chrFOptions: ChrFOptions {
    ChrFOptions(
      characterOrder: char_order ?? 6, wordOrder: word_order ?? 0, beta: beta ?? 2,
      isLowercased: lowercase ?? false, keepsWhitespace: whitespace ?? false,
      usesEpsilonSmoothing: eps_smoothing ?? false)
  }

  private var terOptions: TEROptions {
    TEROptions(
      isNormalized: normalized ?? false, removesPunctuation: no_punct ?? false,
      supportsAsianScripts: asian_support ?? false, isCaseSensitive: case_sensitive ?? false)
  }
}
