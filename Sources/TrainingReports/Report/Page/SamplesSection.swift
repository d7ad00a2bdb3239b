import HTMLPages
import Corpora

/// The sentences of the validation text that are followed, with what became of them.
struct SamplesSection {
  /// Older translations are folded away.
  private static let openCount = 4

  let histories: [SampleHistory]

  var html: HTML {
    guard !histories.isEmpty else { return "" }
    return .element("h2", "Translations over time") + introduction
      + .element("div", [("class", "samples")], histories.map(card))
  }

  private var introduction: HTML {
    .element(
      "p", class: "soft",
      "Sentences of the validation text, translated greedily. Words that are new since the "
        + "validation before are ", .element("mark", "marked"), ".")
  }

  private func card(_ history: SampleHistory) -> HTML {
    let given =
      row("source", .text(history.source), isGiven: true)
      + row("reference", .text(history.reference), isGiven: true)
    let rows = versionRows(history)
    let older = rows.dropLast(Self.openCount)
    let details: HTML =
      older.isEmpty
      ? ""
      : .element(
        "details", .element("summary", .text("\(older.count) earlier")),
        .element("dl", [], Array(older)))
    return .element(
      "article", class: "card sample", .element("dl", given), details,
      .element("dl", [], Array(rows.suffix(Self.openCount))))
  }

  private func versionRows(_ history: SampleHistory) -> [HTML] {
    history.versions.indices.map { index in
      let version = history.versions[index]
      let previous = index > 0 ? history.versions[index - 1].translation : nil
      let isOne = version.firstUpdate == version.lastUpdate
      let updates = version.firstUpdate.grouped + (isOne ? "" : "–" + version.lastUpdate.grouped)
      return row("update " + updates, marked(version.translation, previous))
    }
  }

  private func row(_ name: String, _ value: HTML, isGiven: Bool = false) -> HTML {
    .element("dt", class: "update", .text(name))
      + .element("dd", [("class", isGiven ? "given" : "")], [value])
  }

  private func marked(_ translation: String, _ previous: String?) -> HTML {
    guard !translation.isEmpty else { return .element("span", class: "soft", "(nothing)") }
    guard let previous else { return .text(translation) }
    let words = WordDifference.words(of: translation, comparedWith: previous)
    return .join(
      words.map { $0.isNew ? .element("mark", .text($0.text)) : .text($0.text) }, separator: " ")
  }
}
