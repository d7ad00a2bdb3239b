import Evaluation
import Kernels

/// Finds what metrics have to know of every segment, on several threads.
struct CorpusScorer {
  /// What is kept of each segment beside the sums.
  struct Kept {
    /// A row of statistics for each metric.
    var rows = false
    /// The texts.
    var texts = false
  }

  let metrics: [any Metric]
  let threadCount: Int
  let kept: Kept

  // Few enough that all threads find work in a batch.
  private static let rangeSize = 128

  /// Reads all segments.
  ///
  /// - Parameter reader: What to read.
  /// - Returns: The sums, and what is to be kept.
  /// - Throws: What the reader throws, and the first error in a line.
  func scoredCorpus(_ reader: SegmentReader) throws -> CountedCorpus {
    let pool = WorkerPool(workerCount: threadCount) { _ in Scorers(metrics) }
    defer { pool.close() }
    var corpus: CountedCorpus?
    while let batch = try reader.next() {
      var counted =
        corpus
        ?? CountedCorpus(
          metrics: metrics, systemCount: reader.systemCount,
          referenceCount: reader.referenceCount)
      let ranges = stride(from: 0, to: batch.count, by: Self.rangeSize).map { start in
        start..<min(start + Self.rangeSize, batch.count)
      }
      let keepsTexts = kept.texts
      let results = pool.map(ranges.count) { scorers, index in
        Result {
          try scorers.counts(batch, ranges[index], keepsTexts: keepsTexts)
        }
      }
      corpus = nil
      for result in results { counted.append(try result.get(), keepsRows: kept.rows) }
      corpus = counted
    }
    return corpus
      ?? CountedCorpus(
        metrics: metrics, systemCount: reader.systemCount, referenceCount: reader.referenceCount)
  }
}

/// What was found out about a corpus.
struct CountedCorpus {
  /// What was found out about a system.
  struct System {
    /// The sum of the rows, for each metric.
    var sums: [[Double]]
    /// The rows, for each metric, where they are kept.
    var rows: [SegmentStatistics]
    /// How many translations end in a space and a period.
    var tokenizedCount = 0
    /// The translations, where they are kept.
    var hypotheses: [String] = []
  }

  fileprivate(set) var segmentCount = 0
  fileprivate(set) var systems: [System]
  /// `[reference][segment]`, where they are kept.
  fileprivate(set) var references: [[String]]

  fileprivate init(metrics: [any Metric], systemCount: Int, referenceCount: Int) {
    let rows = metrics.map { SegmentStatistics(columnCount: $0.statisticCount) }
    let sums = metrics.map { [Double](repeating: 0, count: $0.statisticCount) }
    systems = (0..<systemCount).map { _ in System(sums: sums, rows: rows) }
    references = Array(repeating: [], count: referenceCount)
  }

  fileprivate mutating func append(_ counts: RangeCounts, keepsRows: Bool) {
    segmentCount += counts.segmentCount
    for index in systems.indices {
      systems[index].append(counts.systems[index], keepsRows: keepsRows)
    }
    for (index, texts) in counts.references.enumerated() { references[index] += texts }
  }
}

extension CountedCorpus.System {
  fileprivate mutating func append(_ counts: RangeCounts.System, keepsRows: Bool) {
    tokenizedCount += counts.tokenizedCount
    hypotheses += counts.hypotheses
    for (metric, statistics) in counts.rows.enumerated() {
      if keepsRows { rows[metric].append(statistics) }
      // Row by row, so that a sum has the bits that it has on one thread.
      statistics.add(to: &sums[metric])
    }
  }
}

/// What a thread found out about some segments.
private struct RangeCounts: Sendable {
  struct System: Sendable {
    var rows: [SegmentStatistics]
    var tokenizedCount = 0
    var hypotheses: [String] = []
  }

  var segmentCount = 0
  var systems: [System]
  /// `[reference][segment]`, where they are kept.
  var references: [[String]] = []
}

/// The scorers of one thread.
private final class Scorers {
  private var scorers: [any SegmentScorer]
  private let empty: [SegmentStatistics]

  init(_ metrics: [any Metric]) {
    scorers = metrics.map { $0.makeScorer() }
    empty = metrics.map { SegmentStatistics(columnCount: $0.statisticCount) }
  }

  func counts(
    _ batch: SegmentBatch, _ range: Range<Int>, keepsTexts: Bool
  ) throws -> RangeCounts {
    let segments = try batch.segments(range)
    var counts = RangeCounts(
      segmentCount: range.count,
      systems: segments.systems.map { self.counts($0, segments.references) })
    guard keepsTexts else { return counts }
    counts.references = segments.references.map(\.texts)
    for (system, lines) in segments.systems.enumerated() {
      counts.systems[system].hypotheses = lines.texts
    }
    return counts
  }

  private func counts(
    _ hypotheses: UTF8Segments.Lines, _ references: [UTF8Segments.Lines]
  ) -> RangeCounts.System {
    var system = RangeCounts.System(rows: empty, tokenizedCount: hypotheses.tokenizedCount)
    let segments = UTF8Segments(hypotheses: hypotheses, references: references)
    for metric in scorers.indices {
      system.rows[metric].append(segments, using: &scorers[metric])
    }
    return system
  }
}

extension UTF8Segments.Lines {
  fileprivate var texts: [String] { extents.indices.map { text($0) } }

  /// How many lines end in a space and a period.
  fileprivate var tokenizedCount: Int {
    extents.count { extent in
      extent.count >= 2 && bytes[extent.upperBound - 1] == UInt8(ascii: ".")
        && bytes[extent.upperBound - 2] == UInt8(ascii: " ")
    }
  }
}
