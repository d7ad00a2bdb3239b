import HTMLPages
import Corpora

/// What the model was trained on.
struct DataSection {
  let corpora: [CorpusSummary]

  var html: HTML {
    guard !corpora.isEmpty else { return "" }
    return .element("h2", "Data") + .element("div", [("class", "columns")], corpora.map(card))
  }

  private func card(_ corpus: CorpusSummary) -> HTML {
    let counts = "\(corpus.readCount.grouped) pairs read, \(corpus.keptCount.grouped) kept"
    let head = HTML.element("h3", .text(corpus.name)) + .element("p", .text(counts))
    guard !corpus.drops.isEmpty else {
      return .element("div", class: "card", head, .element("p", class: "soft", "none dropped"))
    }
    let titles = HTML.element(
      "tr", .element("th", "dropped because"), .element("th", class: "number", "pairs"),
      .element("th", "first lines"))
    return .element(
      "div", class: "card", head,
      .element("table", [], [titles] + corpus.drops.map(row)))
  }

  private func row(_ drop: CorpusSummary.Drop) -> HTML {
    let lines = drop.lines.map(\.grouped).joined(separator: "; ")
    return .element(
      "tr", .element("td", .text(drop.reason)),
      .element("td", class: "number", .text(drop.count.grouped)), .element("td", .text(lines)))
  }
}

/// How the model is made.
struct ConfigurationSection {
  let run: RunDescription

  var html: HTML {
    let command: HTML =
      run.commandLine.isEmpty
      ? "" : .element("pre", .text(shellLines))
    return .element("h2", "Configuration")
      + .element("div", class: "columns", card("Model", run.model), card("Training", run.options))
      + command
  }

  /// The command as a shell reads it, with a line for each option.
  private var shellLines: String {
    run.commandLine.reduce(into: "") { text, word in
      text += text.isEmpty ? "" : word.hasPrefix("--") ? " \\\n  " : " "
      text += word.shellWord
    }
  }

  private func card(_ title: String, _ rows: [RunDescription.Row]) -> HTML {
    guard !rows.isEmpty else { return "" }
    let facts = rows.map { row in
      .element("dt", .text(row.name)) + .element("dd", .text(row.value)) as HTML
    }
    return .element(
      "div", class: "card", .element("h3", .text(title)),
      .element("dl", [("class", "facts")], facts))
  }
}

extension String {
  /// The text as one word of a shell's command line.
  fileprivate var shellWord: String {
    let isPlain = !isEmpty && wholeMatch(of: /[A-Za-z0-9_.,:=@%+\/-]+/) != nil
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
