import HTMLPages

/// The n-grams that systems leave out and add most often.
struct WordsSection {
  private static let limit = 15

  let corpus: ScoredCorpus
  let cut: CutCorpus

  var html: HTML {
    .element("h2", "Words left out and added")
      + .join(corpus.systems.indices.map(details))
  }

  private func details(_ system: Int) -> HTML {
    let columns = (1...3).map { order in
      card(cut.balance(ofSystem: system, order: order, limit: Self.limit), order: order)
    }
    let content = HTML.element("div", [("class", "columns three")], columns)
    guard corpus.systems.count > 1 else { return content }
    return .element(
      "details", system == 0 ? [("open", "")] : [],
      [.element("summary", .text(corpus.systems[system].name)), content])
  }

  private func card(_ balance: NGramBalance, order: Int) -> HTML {
    let name = order == 1 ? "Single words" : "\(order) words in a row"
    return .element(
      "div", class: "card", .element("h3", .text(name)),
      .element(
        "div", class: "pair", list("left out", balance.missing), list("added", balance.added)))
  }

  private func list(_ name: String, _ entries: [NGramBalance.Entry]) -> HTML {
    let rows = entries.map { entry -> HTML in
      .element(
        "tr", .element("td", .element("bdi", .text(entry.words))),
        .numberCell(entry.count.grouped))
    }
    let head = HTML.element("tr", .element("th", .text(name)), .numberHead("times"))
    let nothing: HTML = .element("tr", .element("td", class: "soft", "none"))
    return .element("table", [], [head] + (rows.isEmpty ? [nothing] : rows))
  }
}
