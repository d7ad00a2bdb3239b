import HTMLPages
package import Foundation

/// A page that shows scores: of systems, of lengths, of words, and of every sentence.
///
/// It is one file that needs nothing else, neither a network nor a server.
package struct ScorePage: Sendable {
  /// How many sentences the page holds; of a longer corpus those with the lowest scores.
  package static let greatestSentenceCount = 20_000

  private let corpus: ScoredCorpus
  private let time: Date

  /// - Parameters:
  ///   - corpus: What to show.
  ///   - time: When the page is written.
  package init(_ corpus: ScoredCorpus, at time: Date) {
    self.corpus = corpus
    self.time = time
  }

  /// The page.
  package var source: String {
    let head = HTML.element(
      "head", [],
      [
        #"<meta charset="utf-8">"#,
        #"<meta name="viewport" content="width=device-width, initial-scale=1">"#,
        .element("title", .text("\(corpus.title) · Apus")),
        .element("style", PageStyle.sheet + PageStyle.sentenceSheet),
      ])
    let body = HTML.element("body", [], [.element("main", [], sections)] + scripts)
    return "<!DOCTYPE html>\n<html lang=\"en\">\n" + (head + body).source + "\n</html>\n"
  }

  private var sections: [HTML] {
    let cut = CutCorpus(corpus)
    return [
      SummarySection(corpus: corpus).html, LengthSection(corpus: corpus, cut: cut).html,
      DistributionSection(corpus: corpus).html, WordsSection(corpus: corpus, cut: cut).html,
      SentencesSection(corpus: corpus).html, footer,
    ]
  }

  private var footer: HTML {
    let day = time.formatted(.iso8601.year().month().day())
    return .element("footer", .text("Written by apus score on \(day)."))
  }

  private var scripts: [HTML] {
    [
      .element(
        "script", [("type", "application/json"), ("id", "data")],
        [SentenceData(corpus, limit: Self.greatestSentenceCount).json]),
      .element("script", SentenceScript.source),
    ]
  }
}
