import HTMLPages
import Corpora

/// The head of the report: what is trained, how it stands, and its best numbers.
struct SummarySection {
  let history: RunHistory
  let status: RunStatus

  var html: HTML {
    .element("header", .element("h1", .text(title)), badge)
      + .element("p", class: "soft", .text(line)) + bar
      + .element("div", [("class", "tiles")], tiles)
  }

  /// Such as `en to de`.
  var title: String { history.run.map { $0.title.isEmpty ? "Training" : $0.title } ?? "Training" }

  private var badge: HTML {
    let (name, style) =
      switch status.state {
      case .running, .finishing: ("running", "running")
      case .finished: ("finished", "done")
      case .interrupted: ("stopped", "")
      case .died: ("not running", "bad")
      }
    return .element("span", [("class", "badge " + style)], [.text(name)])
  }

  private var line: String {
    let facts = [
      history.run?.parameterCount.map { "\($0.grouped) parameters" },
      history.run?.pairCount.map { "\($0.grouped) sentence pairs" },
      history.run?.backend.map { "\($0), \(threads(history.run?.threadCount ?? 1))" },
      status.stopReason,
    ]
    return facts.compactMap { $0 }.joined(separator: " · ")
  }

  private func threads(_ count: Int) -> String { count == 1 ? "1 thread" : "\(count) threads" }

  private var bar: HTML {
    guard let last = status.lastUpdate else { return "" }
    let percent = min(100 * Double(status.update) / Double(max(last, 1)), 100)
    return .element(
      "div", [("class", "bar"), ("title", "\(percent.fixed(0)) %")],
      [.element("i", [("style", "width:\(percent.fixed(1))%")])])
  }

  private var tiles: [HTML] {
    let best = status.bestValidation
    let bleu = history.best(.bleu)
    return [
      tile("update", status.update.grouped, status.lastUpdate.map { "of \($0.grouped)" }),
      tile("epoch", status.epoch.map { "\($0)" }, nil),
      tile(
        "best BLEU", bleu?.bleu.map { $0.fixed(1) },
        bleu.map { "update \($0.update.grouped)" }),
      tile(
        "validation loss", best?.loss.map { $0.fixed(3) },
        best.map { "best, update \($0.update.grouped)" }),
      tile(
        "training loss", status.loss.map { $0.fixed(3) },
        status.perplexity.map { "perplexity \($0.short)" }),
      tile("speed", status.tokensPerSecond.map { $0.short }, "tokens/s"),
      tile("time", ApproximateTime(status.secondsSpent).bare, timeLeft),
    ].compactMap { $0 }
  }

  private var timeLeft: String? {
    status.secondsLeft.map { "\(ApproximateTime($0)) left" }
  }

  private func tile(_ name: String, _ value: String?, _ note: String?) -> HTML? {
    guard let value else { return nil }
    let remark: HTML = note.map { .element("span", .text($0)) } ?? ""
    return .element(
      "div", class: "tile", .element("span", class: "name", .text(name)),
      .element("b", .text(value)), remark)
  }
}
