import Evaluation
import FileStorage
import Foundation
import ScoreReports

/// Makes the page of option --html from scores.
struct ScorePageMaking {
  let corpus: CountedCorpus
  let systems: ScoredSystems
  /// The same metrics for single sentences.
  let sentenceMetrics: [any Metric]
  let title: String

  // Bounds of the lengths of references, in words.
  private static let lengths = [
    1...10, 11...20, 21...30, 31...40, 41...60, 61...Int.max,
  ]

  /// Puts the page in its place in one step.
  ///
  /// - Parameter path: The page's file.
  /// - Throws: `FileError.unwritable`.
  func write(to path: String) throws {
    let page = ScorePage(scoredCorpus, at: Date())
    try AtomicFile.write(to: path) { try $0.write(page.source) }
  }

  private var scoredCorpus: ScoredCorpus {
    var scored = ScoredCorpus(
      title: title, metrics: pageMetrics, systems: corpus.systems.indices.map(system),
      references: corpus.references)
    scored.test = testText
    scored.lengthGroups = lengthGroups
    return scored
  }

  private var pageMetrics: [ScoredCorpus.Metric] {
    zip(systems.metrics, systems.signatures).map { metric, signature in
      ScoredCorpus.Metric(
        name: metric.name, signature: "\(signature)", isBetterHigher: metric.name != "TER")
    }
  }

  private func system(_ index: Int) -> ScoredCorpus.System {
    let counted = corpus.systems[index]
    return ScoredCorpus.System(
      name: systems.names[index],
      scores: systems.entries[index].map { entry in
        ScoredCorpus.Score(
          value: entry.score.value, details: entry.score.details,
          interval: entry.interval.map { ($0.mean, $0.halfWidth) }, pValue: entry.pValue)
      },
      hypotheses: counted.hypotheses,
      sentenceScores: zip(sentenceMetrics, counted.rows).map {
        SentenceScores(metric: $0, rows: $1).values
      })
  }

  private var testText: String {
    guard let test = systems.test else { return "" }
    return switch test.method {
    case .bootstrap:
      "Mean ± half of the interval that holds 95 % of the scores of \(test.sampleCount) resampled "
        + "texts; p: how probable so large a difference from the first system is by chance, by "
        + "paired bootstrap resampling. * marks p ≤ 0.05."
    case .approximateRandomization:
      "p: how probable so large a difference from the first system is by chance, by approximate "
        + "randomization with \(test.sampleCount) trials. * marks p ≤ 0.05."
    }
  }

  /// The scores of the segments of each length, as a corpus of their own.
  private var lengthGroups: [ScoredCorpus.LengthGroup] {
    let counts = corpus.references[0].map(ScoredCorpus.wordCount)
    return Self.lengths.compactMap { lengths in
      let segments = counts.indices.filter { lengths.contains(counts[$0]) }
      guard !segments.isEmpty else { return nil }
      return ScoredCorpus.LengthGroup(
        lengths: lengths, sentenceCount: segments.count,
        scores: corpus.systems.map { system in
          systems.metrics.indices.map { metric in
            systems.metrics[metric].score(of: system.rows[metric].sum(of: segments)).value
          }
        })
    }
  }
}

extension SegmentStatistics {
  /// The sum of some rows.
  fileprivate func sum(of segments: [Int]) -> [Double] {
    segments.reduce(into: [Double](repeating: 0, count: columnCount)) { sum, segment in
      for (column, value) in self[segment].enumerated() { sum[column] += value }
    }
  }
}
