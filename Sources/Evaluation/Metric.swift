/// A measure of how near translations are to references.
///
/// All metrics here have one shape. A segment, a hypothesis with its references, is turned into a
/// row of ``statisticCount`` numbers; the rows of a corpus are added up column by column; the score
/// is a function of the sums. So a corpus' score is not the mean of its segments' scores, segments
/// can be counted in any order and on several threads, and resampling costs additions only.
///
/// ```swift
/// let metrics: [any Metric] = [BLEU(), ChrF(), TER()]
/// for metric in metrics {
///   let score = metric.score(hypotheses: ["The cat sat."], references: [["The cat sat down."]])
///   print(score.report(metric.signature(referenceCount: 1)).text())
/// }
/// ```
public protocol Metric: Sendable {
  /// What finds the rows.
  associatedtype Scorer: SegmentScorer
  /// What the sums amount to.
  associatedtype Score: MetricScore

  /// The metric's name as it is printed: `BLEU`, `chrF2++`, `TER`.
  var name: String { get }

  /// The number of numbers in a row.
  var statisticCount: Int { get }

  /// A scorer with tables of its own: one for each thread.
  func makeScorer() -> Scorer

  /// The score that statistics amount to.
  ///
  /// - Parameter sum: The row of a segment, or the sum of many rows.
  /// - Returns: The score with all its parts.
  func score(of sum: [Double]) -> Score

  /// The score of a bootstrap resample, computed in the precision that sacreBLEU has it in.
  ///
  /// - Parameter sum: The sum of the drawn rows, added up in single precision.
  /// - Returns: The score and its precision.
  func resampledScore(of sum: [Float]) -> ResampledScore

  /// The score of a shuffled system of an approximate randomisation test.
  ///
  /// - Parameter sum: The sum of the chosen rows.
  /// - Returns: The score alone.
  func shuffledScore(of sum: [Double]) -> Double

  /// The settings in sacreBLEU's notation, in the order of its signature.
  var settings: [Signature.Field] { get }
}

/// Finds the statistics of segments one after the other, in tables that it uses again.
///
/// A scorer belongs to one thread.
public protocol SegmentScorer {
  /// Finds what a metric has to know of one segment.
  ///
  /// - Parameters:
  ///   - hypothesis: A translation, detokenized, without a line end.
  ///   - references: The right translations, at least one.
  ///   - rows: The rows of the segments before, to which one row is appended.
  mutating func append(hypothesis: String, references: [String], to rows: inout [Double])

  /// Finds what a metric has to know of segments.
  ///
  /// - Parameters:
  ///   - segments: The segments.
  ///   - rows: The rows of the segments before, to which a row for each is appended.
  mutating func append(_ segments: UTF8Segments, to rows: inout [Double])
}

/// What the statistics of a segment or a corpus amount to.
public protocol MetricScore: Sendable {
  /// The metric's name as it is printed.
  var name: String { get }
  /// The score: from 0 to 100, for ``TER`` from 0 on.
  var value: Double { get }
  /// The parts of the score in words, empty where there are none.
  var details: String { get }
}

extension MetricScore {
  /// The score as it is printed.
  ///
  /// - Parameters:
  ///   - signature: The settings it was computed with, or nil to print none.
  ///   - interval: Where the score of other samples of segments lies, if that is known.
  /// - Returns: A report to be written as text or JSON.
  public func report(
    _ signature: Signature? = nil, interval: ConfidenceInterval? = nil
  ) -> ScoreReport {
    ScoreReport(
      name: name, value: value, interval: interval, signature: signature, details: details)
  }
}
