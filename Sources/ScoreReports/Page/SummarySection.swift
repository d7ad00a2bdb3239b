import HTMLPages

/// The head of the page: what was scored, and the scores of all systems.
struct SummarySection {
  let corpus: ScoredCorpus

  var html: HTML {
    .element("header", .element("h1", .text(corpus.title)))
      + .element("p", class: "soft", .text(facts))
      + (corpus.systems.count == 1 ? tiles : comparison)
      + signatures
  }

  private var facts: String {
    let counts = [
      (corpus.sentenceCount, "sentence"), (corpus.references.count, "reference"),
      (corpus.systems.count, "system"),
    ]
    let names = corpus.systems.count == 1 ? [corpus.systems[0].name] : []
    return (names + counts.map { "\($0.grouped) \($1)\($0 == 1 ? "" : "s")" })
      .joined(separator: " · ")
  }

  private var tiles: HTML {
    let scores = corpus.systems[0].scores
    return .element(
      "div", [("class", "tiles")],
      zip(corpus.metrics, scores).map { metric, score in
        .element(
          "div", class: "tile", .element("span", class: "name", .text(metric.name)),
          .element("b", .text(score.value.fixed(2))),
          .element("span", .text(Self.interval(of: score) ?? score.details)))
      })
  }

  private var comparison: HTML {
    let titles: [HTML] =
      [.element("th", "system")]
      + corpus.metrics.map { metric in
        let arrow = metric.isBetterHigher ? "↑" : "↓"
        return .numberHead("\(metric.name) \(arrow)")
      }
    let rows = corpus.systems.indices.map(row)
    let note: HTML =
      corpus.test.isEmpty
      ? ""
      : .element("p", class: "soft", .text(corpus.test))
    return .tableCard([.element("tr", [], titles)] + rows, note: note)
  }

  private func row(_ index: Int) -> HTML {
    let system = corpus.systems[index]
    let cells = corpus.metrics.indices.map { metric in
      cell(system.scores[metric], isBest: isBest(system: index, metric: metric))
    }
    return .element(
      "tr", [], [.element("td", class: "name", .system(index, of: corpus))] + cells)
  }

  private func cell(_ score: ScoredCorpus.Score, isBest: Bool) -> HTML {
    let value: HTML = .text(score.value.fixed(2))
    let notes = [Self.interval(of: score), score.pValue.map(Self.significance)].compactMap { $0 }
    return .element(
      "td", class: "number", isBest ? .element("b", value) : value,
      .join(notes.map { .element("small", .text($0)) }))
  }

  private func isBest(system: Int, metric: Int) -> Bool {
    let values = corpus.systems.map { $0.scores[metric].value }
    let best = corpus.metrics[metric].isBetterHigher ? values.max() : values.min()
    return values[system] == best
  }

  private static func interval(of score: ScoredCorpus.Score) -> String? {
    score.interval.map { "\($0.mean.fixed(2)) ± \($0.margin.fixed(2))" }
  }

  private static func significance(_ pValue: Double) -> String {
    "p = \(pValue.fixed(4))\(pValue > 0.05 ? "" : " *")"
  }

  private var signatures: HTML {
    .element(
      "dl", [("class", "facts signatures")],
      corpus.metrics.map { metric in
        .element("dt", .text(metric.name))
          + .element("dd", .element("code", .text(metric.signature)))
      })
  }
}
