import HTMLPages

extension HTML {
  /// A table in a card of its own, scrolled where the window is narrow.
  static func tableCard(_ rows: [HTML], note: HTML = "") -> HTML {
    .element(
      "div", class: "card", .element("div", class: "scroll", .element("table", [], rows)), note)
  }

  /// The head of a column of numbers.
  static func numberHead(_ name: String) -> HTML { .element("th", class: "number", .text(name)) }

  /// A cell of a column of numbers.
  static func numberCell(_ text: String) -> HTML { .element("td", class: "number", .text(text)) }

  /// A system's name behind its color.
  static func system(_ index: Int, of corpus: ScoredCorpus) -> HTML {
    .element("i", [("class", "dot system\(index % 6)")]) + .text(corpus.systems[index].name)
  }
}
