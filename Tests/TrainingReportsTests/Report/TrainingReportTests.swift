import Foundation
import Testing
import Training
import TrainingReports

@Suite struct TrainingReportTests {
  private func page(_ records: [MetricsRecord]) -> String {
    let history = RunHistory(records)
    let status = RunStatus(of: history, process: nil, at: moment(1000))
    return TrainingReport(history, status: status, at: moment(1000)).page
  }

  private var records: [MetricsRecord] {
    var start = MetricsRecord.start(limits: RunLimits())
    start.run?.title = "en to de, tiny"
    start.run?.commandLine = ["apus", "train", "--train", "it's <here>"]
    start.run?.options = [RunDescription.Row("seed", "17")]
    let drop = CorpusSummary.Drop(reason: "long source", count: 2, lines: [5, 1234])
    start.run?.corpora = [
      CorpusSummary(name: "corpus", readCount: 29_000, keptCount: 28_998, drops: [drop])
    ]
    return [start, .training(update: 100), .training(update: 200, loss: 2)]
  }

  @Test func textFromOutsideIsEscaped() {
    let hostile = #"</script><img src=x onerror="alert('1')"> & more"#
    let page = page(
      records + [
        .validation(update: 100, loss: 2, translation: "first"),
        .validation(update: 200, loss: 2, translation: hostile),
      ])
    #expect(!page.contains("<img"))
    #expect(page.contains("onerror=&quot;alert(&#39;1&#39;)&quot;&gt;"))
    #expect(page.contains("&#39;it&#39;\\&#39;&#39;s &lt;here&gt;&#39;"))
  }

  @Test(arguments: [(1, "CPU, 1 thread<"), (2, "CPU, 2 threads<")])
  func theMachineIsNamed(threadCount: Int, text: String) {
    var start = MetricsRecord.start(limits: RunLimits())
    start.run?.backend = "CPU"
    start.run?.threadCount = threadCount
    #expect(page([start]).contains(text))
  }

  @Test func nothingIsLoadedFromElsewhere() {
    let page = page(records)
    for word in ["http:", "https:", "src=", "@import", "url("] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func dataConfigurationAndCurvesAreThere() {
    let page = page(records)
    for text in [
      "<title>en to de, tiny · Apus</title>", "29,000 pairs read, 28,998 kept",
      "<td>long source</td><td class=\"number\">2</td><td>5; 1,234</td>",
      "<dt>seed</dt><dd>17</dd>", "aria-label=\"Loss over updates\"", "100,3.000",
      "apus train \\\n  --train ",
    ] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(!page.contains("BLEU over updates"))
  }

  @Test func wordsThatAreNewAreMarked() {
    let page = page([
      .validation(update: 100, loss: 3, translation: "Ein Hund läuft ."),
      .validation(update: 200, loss: 3, translation: "Ein Hund läuft ."),
      .validation(update: 300, loss: 3, translation: "Ein großer Hund läuft ."),
    ])
    #expect(page.contains("update 100–200"))
    #expect(page.contains("Ein <mark>großer</mark> Hund läuft ."))
  }

  @Test func emptyAndOddHistoriesMakeAPage() {
    #expect(page([]).hasSuffix("</html>\n"))
    let odd = [Double.nan, .infinity, 0, -1].enumerated().map { index, loss in
      MetricsRecord.training(update: index, loss: loss)
    }
    let page = page(odd)
    for word in ["\"nan", "nan,", "inf,", ",inf", ",nan"] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func aLongRunStaysASmallPage() {
    let page = page((1...20_000).map { .training(update: $0 * 100) })
    #expect(page.utf8.count < 400_000)
  }
}
