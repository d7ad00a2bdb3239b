import HTMLPages

/// The controls over the sentences, and the place where the script lays them out.
struct SentencesSection {
  let corpus: ScoredCorpus

  var html: HTML {
    .element("h2", "Sentences") + introduction
      + .element(
        "form",
        [
          ("class", "controls card"), ("id", "controls"), ("role", "search"),
          // Going back, browsers would put values back after the sentences were laid out.
          ("autocomplete", "off"),
        ],
        [search, orders, systems, lengths, differing])
      + .element("p", [("class", "soft"), ("id", "count"), ("aria-live", "polite")])
      + .element("div", [("class", "sentences"), ("id", "sentences")])
      + .element(
        "nav", [("class", "pages"), ("aria-label", "Pages")],
        [
          .element("button", [("type", "button"), ("id", "previous")], ["Previous"]),
          .element("span", [("id", "page"), ("class", "soft"), ("aria-live", "polite")]),
          .element("button", [("type", "button"), ("id", "next")], ["Next"]),
        ])
      + .element("noscript", .element("p", "The sentences need JavaScript to be shown."))
  }

  private var introduction: HTML {
    .element(
      "p", class: "soft",
      "Words that are not in the nearest reference are ", .element("ins", "marked"),
      "; those of the reference that are not in the translation, ", .element("del", "struck"),
      ". Keys: ", .element("kbd", "/"), " search, ", .element("kbd", "Esc"), " leave a field, ",
      .element("kbd", "n"), " and ", .element("kbd", "p"), " turn pages, ", .element("kbd", "j"),
      " and ", .element("kbd", "k"), " go from sentence to sentence.")
  }

  private var search: HTML {
    field(
      "Search",
      .void(
        "input", [("type", "search"), ("id", "search"), ("placeholder", "words in any text")]))
  }

  private var orders: HTML {
    let scores = corpus.metrics.indices.flatMap { metric -> [HTML] in
      let name = corpus.metrics[metric].name
      return [
        option("worst \(metric)", "\(name), worst first", isChosen: metric == 0),
        option("best \(metric)", "\(name), best first"),
      ] + (corpus.systems.count > 1 ? changes(metric, name) : [])
    }
    let others = [
      option("line up", "order of the text"), option("length up", "reference, short first"),
      option("length down", "reference, long first"), option("ratio up", "length ratio, low first"),
      option("ratio down", "length ratio, high first"),
    ]
    return field("Order", .element("select", [("id", "order")], scores + others))
  }

  private func changes(_ metric: Int, _ name: String) -> [HTML] {
    [
      option("gain \(metric)", "\(name), largest gain over the first system"),
      option("loss \(metric)", "\(name), largest loss to the first system"),
    ]
  }

  private var systems: HTML {
    guard corpus.systems.count > 1 else { return "" }
    let options = corpus.systems.indices.map { index in
      // A second system is what people compare a first one with.
      option("\(index)", corpus.systems[index].name, isChosen: index == 1)
    }
    return field("System", .element("select", [("id", "system")], options))
  }

  private var lengths: HTML {
    func number(_ id: String, _ name: String) -> HTML {
      .void(
        "input",
        [
          ("type", "number"), ("min", "0"), ("id", id), ("placeholder", name),
          ("aria-label", "reference words, \(name)"),
        ])
    }
    return field(
      "Words of reference",
      .element("span", class: "pair", number("least", "from"), number("most", "to")))
  }

  private var differing: HTML {
    .element(
      "label", class: "check",
      .void("input", [("type", "checkbox"), ("id", "differing")]), "only with differences")
  }

  private func field(_ name: String, _ control: HTML) -> HTML {
    .element("label", .element("span", .text(name)), control)
  }

  private func option(_ value: String, _ name: String, isChosen: Bool = false) -> HTML {
    .element(
      "option", [("value", value)] + (isChosen ? [("selected", "")] : []), [.text(name)])
  }
}
