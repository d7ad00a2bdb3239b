import Evaluation
import Kernels

/// The scores of systems, as they are printed.
struct ScoredSystems {
  /// What a metric says of a system.
  struct Entry {
    var score: any MetricScore
    var interval: ConfidenceInterval?
    var pValue: Double?
  }

  /// The names, of which a baseline's says so.
  let names: [String]
  /// In the order of printing.
  let metrics: [any Metric]
  /// The scores, `[system][metric]`.
  let entries: [[Entry]]
  /// The settings of each metric.
  let signatures: [Signature]
  /// The comparison that p-values come from.
  let test: PairedTest?

  /// Computes the scores.
  ///
  /// - Parameters:
  ///   - corpus: What was counted, with its rows where something is to be resampled.
  ///   - names: What the systems are called.
  ///   - metrics: Those that were counted with.
  ///   - significance: What is to be resampled, and with how many threads.
  init(
    _ corpus: CountedCorpus, names: [String], metrics: [any Metric], significance: Significance
  ) {
    self.names = names
    self.metrics = metrics
    test = significance.test
    let context =
      significance.test?.named() ?? significance.bootstrap?.named() ?? SignatureContext()
    signatures = metrics.map {
      $0.signature(referenceCount: corpus.references.count, context: context)
    }
    let byMetric = significance.results(of: metrics, corpus)
    entries = corpus.systems.indices.map { system in
      metrics.indices.map { metric in
        let score = metrics[metric].score(of: corpus.systems[system].sums[metric])
        let result = byMetric[metric].map { $0[system] }
        return Entry(score: score, interval: result?.interval, pValue: result?.pValue)
      }
    }
  }
}

/// What is to be found out by resampling.
struct Significance {
  /// The comparison of systems.
  var test: PairedTest?
  /// The interval of a single system.
  var bootstrap: Bootstrap?
  var threadCount = 1

  /// Whether rows of statistics are needed.
  var isWanted: Bool { test != nil || bootstrap != nil }

  /// What resampling says of a system.
  struct Result: Sendable {
    var interval: ConfidenceInterval?
    var pValue: Double?
  }

  /// For each metric what is to be said of all systems, or nil for nothing.
  fileprivate func results(of metrics: [any Metric], _ corpus: CountedCorpus) -> [[Result]?] {
    guard isWanted, !metrics.isEmpty else { return metrics.map { _ in nil } }
    let rows = metrics.indices.map { metric in corpus.systems.map { $0.rows[metric] } }
    let pool = WorkerPool(workerCount: min(threadCount, metrics.count)) { _ in }
    defer { pool.close() }
    let (test, bootstrap) = (test, bootstrap)
    return pool.map(metrics.count) { _, metric in
      if let test { return test.results(metrics[metric], rows[metric]) }
      return bootstrap.map { bootstrap in
        rows[metric].map { Result(interval: bootstrap.interval(of: metrics[metric], $0)) }
      }
    }
  }
}

extension PairedTest {
  fileprivate func results(
    _ metric: some Metric, _ systems: [SegmentStatistics]
  ) -> [Significance.Result] {
    results(of: metric, systems).map {
      Significance.Result(interval: $0.interval, pValue: $0.pValue)
    }
  }
}
