import Evaluation
import Testing

/// What holds for all metrics.
@Suite struct MetricTests {
  static let metrics: [any Metric] = [
    BLEU(), ChrF(), ChrF(.plusPlus), TER(), TER(TEROptions(isNormalized: true)),
  ]
  let hypotheses = ["a b c d", "e f, it's", "", "g (h)", "\u{3000}中文。", "z", "s r"]
  // What the last hypothesis has in common with the reference before must not count.
  let references = References([
    ["a b d", "f e it's.", "h", "g (h).", "中文", "p q r s", "s"], ["", "e", "", "h", "", "", "r"],
  ])

  @Test(arguments: 0..<metrics.count)
  func partsOfACorpusAddUp(index: Int) {
    let metric = Self.metrics[index]
    let whole = metric.statistics(hypotheses: hypotheses, references: references)
    var parts = metric.statistics(hypotheses: hypotheses, references: references, in: 0..<2)
    parts.append(metric.statistics(hypotheses: hypotheses, references: references, in: 2..<7))
    #expect(whole.segmentCount == 7)
    #expect(parts == whole)
  }

  @Test(arguments: 0..<metrics.count)
  func scorersKeepNothingOfTheSegmentBefore(index: Int) {
    let metric = Self.metrics[index]
    let whole = metric.statistics(hypotheses: hypotheses, references: references)
    for segment in hypotheses.indices {
      let row = metric.row(hypothesis: hypotheses[segment], references: references[segment])
      #expect(row.count == metric.statisticCount)
      #expect(Array(whole[segment]) == row)
    }
  }

  @Test(arguments: 0..<metrics.count)
  func missingReferencesDoNotCountButEmptyOnesDo(index: Int) {
    let metric = Self.metrics[index]
    let lacking = References(incomplete: [["a b", nil], [nil, "c"]])
    #expect(lacking.countPerSegment == 1)
    #expect(
      metric.statistics(hypotheses: ["a", "c"], references: lacking)
        == metric.statistics(hypotheses: ["a", "c"], references: References([["a b", "c"]])))
    let varying = References(incomplete: [["a b", "c"], [nil, ""]])
    #expect(varying.countPerSegment == nil)
    #expect(varying[1] == ["c", ""])
    #expect(
      metric.signature(referenceCount: varying.countPerSegment).description
        .hasPrefix("nrefs:var|"))
  }

  @Test func signatureSaysWhatWasScored() {
    var context = SignatureContext()
    context.testSet = "wmt17"
    context.languagePair = "en-de"
    context.originalLanguage = "en"
    context.subset = "news"
    let test = PairedTest(.approximateRandomization, intervalSampleCount: 50, seed: .entropy)
    let signature = BLEU().signature(referenceCount: 2, context: test.named(in: context))
    #expect(
      signature.description
        == "nrefs:2|bs:50|ar:10000|seed:none|test:wmt17|lang:en-de|origlang:en|subset:news"
        + "|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0")
    #expect(
      signature.shortDescription
        == "#:2|bs:50|ar:10000|rs:none|t:wmt17|l:en-de|o:en|S:news|c:mixed|e:no|tok:13a|s:exp"
        + "|v:2.6.0")
  }

  @Test func reportShowsTheInterval() {
    let score = TER().sentenceScore(hypothesis: "a", references: ["a b"])
    let interval = ConfidenceInterval(mean: 49.5, halfWidth: 2.25)
    let signature = TER().signature(referenceCount: 1)
    #expect(
      score.report(interval: interval).text(decimalCount: 1) == "TER = 50.0 (μ = 49.5 ± 2.2)")
    #expect(
      score.report(signature, interval: interval).json(decimalCount: 2) == """
        {
         "name": "TER",
         "score": 50.0,
         "signature": "\(signature)",
         "confidence_mean": 49.5,
         "confidence_var": 2.25,
         "confidence": "μ = 49.50 ± 2.25",
         "nrefs": "1",
         "case": "lc",
         "tok": "tercom",
         "norm": "no",
         "punct": "yes",
         "asian": "no",
         "version": "2.6.0"
        }
        """)
  }
}
