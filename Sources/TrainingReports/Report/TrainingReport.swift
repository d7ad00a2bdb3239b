import HTMLPages
import FileStorage
package import Foundation

/// A page that shows a run: curves, translations, data, configuration and events.
///
/// It is one file that needs nothing else, neither a network nor a server.
package struct TrainingReport: Sendable {
  private let history: RunHistory
  private let status: RunStatus
  private let time: Date

  /// - Parameters:
  ///   - history: What happened, of all sessions.
  ///   - status: How the run stands.
  ///   - time: When the page is written.
  package init(_ history: RunHistory, status: RunStatus, at time: Date) {
    self.history = history
    self.status = status
    self.time = time
  }

  /// Puts the page in its place in one step.
  ///
  /// - Parameter path: The page's file.
  /// - Throws: `FileError.unwritable`.
  package func write(to path: String) throws {
    try AtomicFile.write(to: path) { try $0.write(page) }
  }

  /// The page.
  package var page: String {
    let summary = SummarySection(history: history, status: status)
    let head = HTML.element(
      "head", [],
      [
        #"<meta charset="utf-8">"#,
        #"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
        .element("title", .text("\(summary.title) · Apus")), .element("style", ReportStyle.sheet),
      ])
    let body = HTML.element("body", .element("main", [], [summary.html] + sections), script)
    return "<!DOCTYPE html>\n<html lang=\"en\">\n" + (head + body).source + "\n</html>\n"
  }

  private var sections: [HTML] {
    [
      charts, SamplesSection(histories: SampleHistory.all(in: history.validations)).html,
      DataSection(corpora: history.run?.corpora ?? []).html,
      ConfigurationSection(run: history.run ?? RunDescription()).html,
      EventsSection(records: history.records).html, footer,
    ]
  }

  private var charts: HTML {
    let drawn = TrainingCharts(history).all.filter { !$0.isEmpty }
    guard !drawn.isEmpty else { return "" }
    let last = history.records.reduce(0) { max($0, $1.update) }
    return .element("h2", "Curves")
      + .element("div", [("class", "charts")], drawn.map { $0.figure(lastUpdate: last) })
  }

  private var footer: HTML {
    .element(
      "footer",
      .text("Written by apus train at \(time.inMinutes) UTC from logs/metrics.jsonl."))
  }

  private var script: HTML {
    let reload = status.state == .running ? ReportStyle.reload : ""
    return .element("script", ReportStyle.script, reload)
  }
}

/// The curves of a run.
struct TrainingCharts {
  let all: [Chart]

  init(_ history: RunHistory) {
    let (training, validations) = (history.training, history.validations)
    func series(_ value: @escaping (MetricsRecord) -> Double?) -> [Chart.Series] {
      [
        Chart.Series("training", .training, of: training, value),
        Chart.Series("validation", .validation, of: validations, value),
      ]
    }
    all = [
      Chart("Loss", "nats per token; training with smoothing", series(\.loss)),
      Chart("Perplexity", "logarithmic", series(\.perplexity), spacing: .logarithmic),
      Chart(
        "BLEU", "greedy, on the validation text",
        [Chart.Series("validation", .validation, of: validations, \.bleu)], includesZero: true),
      Chart(
        "Learning rate", "", [Chart.Series("training", .training, of: training, \.learningRate)],
        includesZero: true),
      Chart(
        "Speed", "source and target tokens per second",
        [Chart.Series("training", .training, of: training, \.tokensPerSecond)],
        includesZero: true),
      Chart(
        "Gradient norm", "before clipping; logarithmic",
        [Chart.Series("training", .training, of: training, \.gradientNorm)],
        spacing: .logarithmic),
    ]
  }
}
