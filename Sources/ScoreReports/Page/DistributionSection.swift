import HTMLPages

/// How the scores of single sentences are spread.
struct DistributionSection {
  let corpus: ScoredCorpus

  private static let width = 400.0
  private static let height = 120.0

  var html: HTML {
    .element("h2", "Sentence scores")
      + .element("div", [("class", "columns")], corpus.metrics.indices.map(figure))
  }

  private func figure(_ metric: Int) -> HTML {
    let histograms = corpus.systems.map { Histogram($0.sentenceScores[metric]) }
    let greatest = max(histograms.flatMap(\.counts).max() ?? 0, 1)
    let bars = histograms.indices.flatMap { system in
      histograms[system].counts.enumerated().map { part, count in
        bar(system: system, part: part, count: count, share: Double(count) / Double(greatest))
      }
    }
    let name = corpus.metrics[metric].name
    return .element(
      "figure", class: "card",
      .element("figcaption", .element("h3", .text(name)), legend),
      .element(
        "svg",
        [
          ("viewBox", "0 0 \(Int(Self.width)) \(Int(Self.height) + 18)"), ("role", "img"),
          ("aria-label", "How many sentences have which \(name)"),
        ], bars + labels))
  }

  private func bar(system: Int, part: Int, count: Int, share: Double) -> HTML {
    let slot = Self.width / 10
    let width = (slot - 6) / Double(corpus.systems.count)
    let height = max(share * Self.height, count > 0 ? 1 : 0)
    let place = 10 * part
    let range = part == 9 ? "90 and more" : "\(place) to \(place + 10)"
    return .element(
      "rect",
      [
        ("class", "system\(system % 6)"),
        ("x", (Double(part) * slot + 3 + Double(system) * width).fixed(1)),
        ("y", (Self.height - height).fixed(1)), ("width", width.fixed(1)),
        ("height", height.fixed(1)),
      ],
      [
        .element(
          "title", .text("\(corpus.systems[system].name), \(range): \(count.grouped) sentences"))
      ])
  }

  private var labels: [HTML] {
    [0, 20, 40, 60, 80, 100].map { value in
      let x = Self.width * Double(value) / 100
      let anchor = value == 0 ? "start" : value == 100 ? "end" : "middle"
      return .element(
        "text",
        [("x", x.fixed(0)), ("y", (Self.height + 14).fixed(0)), ("text-anchor", anchor)],
        [.text("\(value)")])
    }
  }

  private var legend: HTML {
    guard corpus.systems.count > 1 else { return "" }
    return .element(
      "span", [("class", "legend")],
      corpus.systems.indices.map { .system($0, of: corpus) })
  }
}
