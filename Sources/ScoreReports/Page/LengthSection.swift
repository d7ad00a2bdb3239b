import HTMLPages

/// Lengths: of translations beside references, and scores by them.
struct LengthSection {
  let corpus: ScoredCorpus
  let cut: CutCorpus

  var html: HTML {
    .element("h2", "Length")
      + .element("div", class: "columns", balances, groups)
  }

  private var balances: HTML {
    let names = ["words", "of reference", "short", "long", "empty"]
    let head = HTML.element("tr", [], [.element("th", "system")] + names.map(HTML.numberHead))
    let rows = corpus.systems.indices.map { index -> HTML in
      let balance = cut.lengths(ofSystem: index)
      let cells = [
        balance.hypothesisLength.grouped, (100 * balance.ratio).fixed(1) + " %",
        balance.shortCount.grouped, balance.longCount.grouped, balance.emptyCount.grouped,
      ]
      return .element(
        "tr", [],
        [.element("td", class: "name", .text(corpus.systems[index].name))]
          + cells.map(HTML.numberCell))
    }
    return .tableCard(
      [head] + rows,
      note: .element(
        "p", class: "soft",
        "Short and long: sentences that differ from the first reference by more than a fifth."))
  }

  private var groups: HTML {
    guard !corpus.lengthGroups.isEmpty else { return "" }
    let numbers = ["sentences"] + corpus.metrics.map(\.name)
    let head = HTML.element(
      "tr", [],
      [.element("th", "words of reference")] + (hasSystems ? [.element("th", "system")] : [])
        + numbers.map(HTML.numberHead))
    let rows = corpus.lengthGroups.flatMap { group in
      corpus.systems.indices.map { row(of: group, system: $0) }
    }
    return .tableCard([head] + rows)
  }

  private var hasSystems: Bool { corpus.systems.count > 1 }

  /// A system's scores; what systems have in common stands in the first one's row.
  private func row(of group: ScoredCorpus.LengthGroup, system: Int) -> HTML {
    let isFirst = system == 0
    let name: HTML = isFirst ? .text(Self.name(of: group.lengths)) : ""
    let count = isFirst ? group.sentenceCount.grouped : ""
    let systemName: [HTML] =
      hasSystems ? [.element("td", .text(corpus.systems[system].name))] : []
    return .element(
      "tr", [],
      [.element("td", name)] + systemName
        + ([count] + group.scores[system].map { $0.fixed(1) }).map(HTML.numberCell))
  }

  private static func name(of lengths: ClosedRange<Int>) -> String {
    lengths.upperBound == .max
      ? "\(lengths.lowerBound) and more"
      : "\(lengths.lowerBound)–\(lengths.upperBound)"
  }
}
