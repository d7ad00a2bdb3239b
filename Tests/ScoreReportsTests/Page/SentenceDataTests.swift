import Foundation
import ScoreReports
import Testing

/// What the page's script is given.
@Suite struct SentenceDataTests {
  private struct Data: Decodable {
    struct Row: Decodable {
      let l, n: Int
      let r: [String]
      let h, p: [[String]]
      let q, w: [Int]
      let s: [[Double]]
    }
    let systems: [String]
    let total: Int
    let rows: [Row]
  }

  private func data(_ corpus: ScoredCorpus) throws -> Data {
    let page = ScorePage(corpus, at: Date(timeIntervalSince1970: 0)).source
    let start = try #require(page.range(of: "id=\"data\">"))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    return try JSONDecoder().decode(
      Data.self, from: Foundation.Data(page[start.upperBound..<end.lowerBound].utf8))
  }

  private func corpus(_ hypotheses: [String], _ references: [[String]], scores: [Double])
    -> ScoredCorpus
  {
    ScoredCorpus(
      title: "t", metrics: [.init(name: "BLEU", signature: "", isBetterHigher: true)],
      systems: [
        .init(
          name: "s", scores: [.init(value: 1)], hypotheses: hypotheses, sentenceScores: [scores])
      ], references: references)
  }

  @Test func wordsAreMarkedAgainstTheNearestReference() throws {
    let data = try data(
      corpus(
        ["Ein Hund läuft ."], [["Katzen schlafen."], ["Ein großer Hund läuft."]], scores: [1.236]))
    try #require(data.rows.count == 1)
    let row = data.rows[0]
    #expect(row.l == 1)
    #expect(row.n == 3)
    #expect(row.w == [4])
    #expect(row.q == [1])
    #expect(row.r == ["Katzen schlafen.", "Ein großer Hund läuft."])
    #expect(row.h == [["Ein Hund läuft ."]])
    #expect(row.p == [["Ein ", "großer", " Hund läuft."]])
    #expect(row.s == [[1.24]])
  }

  /// What readers see as one character is marked as a whole, and Thai letter by letter.
  @Test(arguments: [
    ("wave 👩🏽‍🚒 !", "wave 👩🏽 !", ["wave ", "👩🏽‍🚒", " !"]),
    ("to 🇫🇷", "to 🇩🇪", ["to ", "🇫🇷"]),
    ("می‌خواهم آب", "می‌خواستم آب", ["", "می‌خواهم", " آب"]),
    ("กินข้าวต้ม", "กินข้าวผัด", ["กินข้าว", "ต้ม"]),
    ("北京。", "上海。", ["", "北京", "。"]),
  ])
  func charactersStayWhole(hypothesis: String, reference: String, pieces: [String]) throws {
    let data = try data(corpus([hypothesis], [[reference]], scores: [1]))
    try #require(data.rows.count == 1)
    try #require(data.rows[0].h.count == 1)
    #expect(data.rows[0].h[0] == pieces)
  }

  @Test func aLongCorpusKeepsItsWorstSentences() throws {
    let count = ScorePage.greatestSentenceCount + 3
    let texts = (0..<count).map { "\($0)" }
    let scores = (0..<count).map { $0 < 3 ? 99 : Double($0 % 90) }
    let data = try data(corpus(texts, [texts], scores: scores))
    #expect(data.total == count)
    try #require(data.rows.count == ScorePage.greatestSentenceCount)
    #expect(data.rows[0].l == 4)
    #expect(zip(data.rows, data.rows.dropFirst()).allSatisfy { $0.l < $1.l })
  }

  @Test func numbersThatAreNoneMakeAPage() throws {
    let page = ScorePage(
      corpus(["a", ""], [["b", ""]], scores: [.nan, .infinity]), at: Date()
    ).source
    #expect(page.hasSuffix("</html>\n"))
    #expect(page.contains("\"s\":[[\"\"]]"))
  }
}
