import HTMLPages
import Corpora
import Foundation

/// What happened beside updates: starts, stops, and everything that a person should know.
struct EventsSection {
  let records: [MetricsRecord]

  var html: HTML {
    let rows = records.filter { ![.train, .valid, .saved].contains($0.event) }.map(row)
    guard !rows.isEmpty else { return "" }
    let saves = records.filter { $0.event == .saved }
    let last = saves.last.map { "; the newest of update \($0.update.grouped)" } ?? ""
    return .element("h2", "Events")
      + .element(
        "div", class: "card",
        .element("div", class: "scroll", .element("table", [], [Self.head] + rows)),
        .element("p", class: "soft", .text("\(saves.count.grouped) checkpoints written\(last)")))
  }

  private static var head: HTML {
    .element(
      "tr", .element("th", "time (UTC)"), .element("th", class: "number", "update"),
      .element("th", "event"), .element("th", "detail"))
  }

  private func row(_ record: MetricsRecord) -> HTML {
    let isBad = ![.start, .stop].contains(record.event)
    return .element(
      "tr", [("class", isBad ? "bad" : "")],
      [
        .element("td", class: "time", .text(record.time.inMinutes)),
        .element("td", class: "number", .text(record.update.grouped)),
        .element("td", class: "what", .text(Self.name(of: record))),
        .element("td", .text(Self.detail(of: record))),
      ])
  }

  private static func name(of record: MetricsRecord) -> String {
    switch record.event {
    case .start: record.update == 0 ? "started" : "continued"
    case .stop: "stopped"
    case .skipped: "batch left out"
    case .rollback: "went back"
    case .saveFailed: "not saved"
    case .warning: "warning"
    case .train, .valid, .saved: record.event.rawValue
    }
  }

  private static func detail(of record: MetricsRecord) -> String {
    let parts = [
      record.fromUpdate.map { "from update \($0.grouped)" }, record.message,
      record.rateScale.map { "learning rate now times \($0.short)" },
      record.pairs.map { "pairs " + $0.joined(separator: " ") }, record.path,
    ]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }
}

extension Date {
  /// `2026-11-21 14:05`, in universal time.
  var inMinutes: String {
    String(LogTime(self, in: .gmt).description.dropFirst().dropLast(4))
  }
}
