import Evaluation
import Kernels

/// The scores of single sentences.
struct SentenceScores {
  let metric: any Metric
  let rows: SegmentStatistics

  /// The score of a sentence.
  ///
  /// - Parameter sentence: Its number, from 0 on.
  subscript(sentence: Int) -> any MetricScore { metric.score(of: Array(rows[sentence])) }

  /// The value of each, in order.
  var values: [Double] { (0..<rows.segmentCount).map { self[$0].value } }

  /// Writes a line for each sentence, as sacreBLEU's option --sentence-level does.
  ///
  /// - Parameters:
  ///   - signature: The settings.
  ///   - output: How to print.
  ///   - threadCount: How many threads make the lines.
  /// - Throws: What writing throws.
  func write(_ signature: Signature, _ output: ScoreOutputArguments, threadCount: Int) throws {
    let pool = WorkerPool(workerCount: threadCount) { _ in }
    defer { pool.close() }
    var standardOutput = StandardOutput()
    let rangeSize = 256
    for start in stride(from: 0, to: rows.segmentCount, by: 64 * rangeSize) {
      let end = min(start + 64 * rangeSize, rows.segmentCount)
      let parts = pool.map((end - start + rangeSize - 1) / rangeSize) { _, part in
        let first = start + part * rangeSize
        return (first..<min(first + rangeSize, end)).reduce(into: [UInt8]()) { lines, segment in
          lines += output.line(self[segment].report(signature)).utf8
          lines.append(UInt8(ascii: "\n"))
        }
      }
      for part in parts { try standardOutput.write(part) }
    }
    try standardOutput.flush()
  }
}
