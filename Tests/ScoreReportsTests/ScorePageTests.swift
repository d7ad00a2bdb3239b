import Foundation
import ScoreReports
import Testing

@Suite struct ScorePageTests {
  private func corpus(
    hypotheses: [[String]] = [["the cat sat ."], ["a cat sat down ."]],
    references: [[String]] = [["The cat sat down."]]
  ) -> ScoredCorpus {
    let systems = hypotheses.enumerated().map { index, texts in
      ScoredCorpus.System(
        name: "system-\(index)",
        scores: [
          ScoredCorpus.Score(
            value: 30.25 + Double(index), interval: (30.1, 1.5), pValue: index > 0 ? 0.0123 : nil),
          ScoredCorpus.Score(value: 70 - Double(index)),
        ],
        hypotheses: texts,
        sentenceScores: [texts.map { Double($0.utf8.count) }, texts.map { _ in 12.345 }])
    }
    return ScoredCorpus(
      title: "test.de",
      metrics: [
        .init(name: "BLEU", signature: "nrefs:1|tok:13a", isBetterHigher: true),
        .init(name: "TER", signature: "nrefs:1|case:lc", isBetterHigher: false),
      ], systems: systems, references: references)
  }

  private func source(_ corpus: ScoredCorpus) -> String {
    ScorePage(corpus, at: Date(timeIntervalSince1970: 1_700_000_000)).source
  }

  @Test func textFromOutsideIsEscaped() {
    let hostile = #"</script><img src=x onerror="alert('1')"> & more"#
    var corpus = corpus(hypotheses: [[hostile]], references: [[hostile]])
    corpus.title = hostile
    corpus.systems[0].name = hostile
    let page = source(corpus)
    #expect(!page.contains("<img"))
    #expect(page.contains("onerror=&quot;alert(&#39;1&#39;)&quot;&gt;"))
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains(#"\u003c/script>\u003cimg"#))
  }

  @Test func nothingIsLoadedFromElsewhere() {
    let page = source(corpus())
    for word in ["http:", "https:", "src=", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func oneSystemIsShownInTilesWithItsInterval() {
    let page = source(corpus(hypotheses: [["the cat ."]]))
    #expect(page.contains("<b>30.25</b><span>30.10 ± 1.50</span>"))
    #expect(page.contains("system-0 · 1 sentence · 1 reference · 1 system"))
    #expect(page.contains("<code>nrefs:1|tok:13a</code>"))
    #expect(!page.contains(">system-1<"))
  }

  @Test func theBestOfSeveralSystemsIsBoldAndSignificanceIsMarked() {
    let page = source(corpus())
    #expect(page.contains("<b>31.25</b><small>30.10 ± 1.50</small><small>p = 0.0123 *</small>"))
    #expect(page.contains("<td class=\"number\"><b>69.00</b></td>"))
    #expect(page.contains("<th class=\"number\">TER ↓</th>"))
  }

  @Test func scoresByLengthAreThere() {
    var corpus = corpus()
    corpus.lengthGroups = [
      .init(lengths: 1...10, sentenceCount: 1234, scores: [[1.25, 2], [3, 4]]),
      .init(lengths: 61...Int.max, sentenceCount: 5, scores: [[5, 6], [7, 8]]),
    ]
    let page = source(corpus)
    #expect(
      page.contains("<td>1–10</td><td>system-0</td><td class=\"number\">1,234</td>"))
    #expect(page.contains("<td>61 and more</td>"))
    #expect(
      page.contains(
        "<td></td><td>system-1</td><td class=\"number\"></td><td class=\"number\">3.0</td>"))
  }

  @Test func wordsLeftOutAndAddedAreCounted() {
    let page = source(
      corpus(hypotheses: [["a b c", "a b"]], references: [["a x c", "a x"]]))
    #expect(page.contains("<tr><td><bdi>x</bdi></td><td class=\"number\">2</td></tr>"))
    #expect(page.contains("<tr><td><bdi>a b</bdi></td><td class=\"number\">2</td></tr>"))
    #expect(page.contains("<tr><td><bdi>a b c</bdi></td><td class=\"number\">1</td></tr>"))
  }

  @Test func wordsOfEitherDirectionKeepTheirPlace() {
    let page = source(corpus(hypotheses: [["שלום ."]], references: [["עולם ."]]))
    #expect(page.contains("<tr><td><bdi>שלום</bdi></td><td class=\"number\">1</td></tr>"))
    #expect(page.contains("element.dir = \"auto\""))
  }

  @Test func severalSystemsCanBeOrderedByGainAndLoss() {
    let page = source(corpus())
    #expect(page.contains("<option value=\"gain 0\">BLEU, largest gain over the first system"))
    #expect(page.contains("<option value=\"loss 1\">TER, largest loss to the first system"))
    #expect(!source(corpus(hypotheses: [["a"]])).contains("<option value=\"gain"))
  }

  /// Every order that can be chosen is one that the script has.
  @Test func theScriptKnowsEveryOrder() throws {
    let page = source(corpus())
    let parts = page.components(separatedBy: "const orders = {")
    try #require(parts.count == 2)
    let orders = page.matches(of: /<option value="([a-z]+) [0-9a-z]+"/).map { String($0.1) }
    try #require(orders.count == 13)
    for order in Set(orders) {
      #expect(parts[1].contains("\n  \(order): "), "\(order)")
    }
  }

  @Test func controlsStartFreshWheneverThePageIsShown() throws {
    let page = source(corpus())
    let form = try #require(page.firstMatch(of: /<form[^>]*id="controls"[^>]*>/))
    #expect(form.0.contains("autocomplete=\"off\""))
  }
}
