import HTMLPages
import Foundation

/// The sentences as the page's script reads them.
struct SentenceData: Encodable {
  struct Metric: Encodable {
    let name: String
    let up: Bool
  }

  /// A sentence under one-letter names, as there are many.
  struct Row: Encodable {
    /// The number of the line, counted from 1.
    let l: Int
    /// The words of the first reference.
    let n: Int
    /// The references.
    let r: [String]
    /// For each system the translation in pieces, every second one not in its nearest reference.
    let h: [[String]]
    /// For each system the nearest reference in pieces, every second one not in the translation.
    let p: [[String]]
    /// For each system the position of its nearest reference.
    let q: [Int]
    /// For each system the number of words.
    let w: [Int]
    /// For each system the scores.
    let s: [[Double]]
  }

  let metrics: [Metric]
  let systems: [String]
  /// How many sentences the corpus has; there may be fewer rows.
  let total: Int
  let rows: [Row]

  /// - Parameters:
  ///   - corpus: What to show.
  ///   - limit: How many sentences to take at most.
  init(_ corpus: ScoredCorpus, limit: Int) {
    metrics = corpus.metrics.map { Metric(name: $0.name, up: $0.isBetterHigher) }
    systems = corpus.systems.map(\.name)
    total = corpus.sentenceCount
    rows = Self.chosen(of: corpus, limit: limit).map { Self.row($0, of: corpus) }
  }

  /// All sentences, or those that the first metric rates worst, in the order of the text.
  private static func chosen(of corpus: ScoredCorpus, limit: Int) -> [Int] {
    let all = 0..<corpus.sentenceCount
    guard all.count > limit else { return Array(all) }
    let sign = corpus.metrics[0].isBetterHigher ? 1.0 : -1.0
    let values = all.map { line in
      corpus.systems.map { sign * $0.sentenceScores[0][line] }.min() ?? 0
    }
    return all.sorted { (values[$0], $0) < (values[$1], $1) }.prefix(limit).sorted()
  }

  private static func row(_ line: Int, of corpus: ScoredCorpus) -> Row {
    let references = corpus.references.map { $0[line] }
    let nearest = corpus.systems.map {
      TextComparison.nearest($0.hypotheses[line], among: references)
    }
    return Row(
      l: line + 1, n: ScoredCorpus.wordCount(of: references[0]), r: references,
      h: nearest.map(\.comparison.hypothesis), p: nearest.map(\.comparison.reference),
      q: nearest.map(\.reference),
      w: corpus.systems.map { ScoredCorpus.wordCount(of: $0.hypotheses[line]) },
      s: corpus.systems.map { system in
        system.sentenceScores.map { ($0[line] * 100).rounded() / 100 }
      })
  }

  /// The data as JSON that may stand in a page: no character of it ends or begins an element.
  var json: HTML {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "", negativeInfinity: "", nan: "")
    encoder.outputFormatting = .withoutEscapingSlashes
    let data = (try? encoder.encode(self)) ?? Data("null".utf8)
    return HTML(json: String(decoding: data, as: UTF8.self))
  }
}
