import Evaluation
import Testing

/// Segments as bytes against the same as strings.
@Suite struct UTF8SegmentsTests {
  static let metrics: [any Metric] = [
    BLEU(), BLEU(BLEUOptions(tokenizer: .international, isLowercased: true)),
    BLEU(BLEUOptions(maximumOrder: 70)), ChrF(.plusPlus), TER(),
  ]

  @Test(arguments: metrics.indices, [1, 2])
  func rowsAreThoseOfStrings(metric: Int, referenceCount: Int) {
    expectEqualRows(Self.metrics[metric], referenceCount: referenceCount)
  }

  /// One scorer takes bytes and strings in turn, and rows follow each other.
  @Test func aScorerServesByItself() {
    var scorer = TER().makeScorer()
    var rows: [Double] = []
    scorer.append(
      UTF8Segments(hypotheses: lines(["a b", "c"]), references: [lines(["a", "c"])]), to: &rows)
    scorer.append(hypothesis: "d", references: ["e f", "d g h i"], to: &rows)
    #expect(rows == [1, 1, 0, 1, 2, 3])
  }

  /// The hypothesis is the reference with its first two words at the end.
  @Test(arguments: [63, 64, 65, 127, 128, 129, 200])
  func longReferencesAreCountedAlike(count: Int) {
    let words = (0..<count).map { "w\($0)" }
    let statistics = BLEU().statistics(
      hypothesis: (words[2...] + words[..<2]).joined(separator: " "),
      references: [words.joined(separator: " ")])
    #expect(statistics.matchCounts == [count, count - 2, count - 4, count - 5])
  }

  /// Each occurrence in the reference serves one of the hypothesis.
  @Test func repeatedWordsAreClipped() {
    let statistics = BLEU().statistics(hypothesis: "a a a a b", references: ["a a b a"])
    #expect(statistics.matchCounts == [4, 2, 1, 0])
  }

  private func expectEqualRows(_ metric: some Metric, referenceCount: Int) {
    let hypotheses = ["Der Hund, 3.5 Meter.", "", "Ärger &amp; Straße – ΟΔΟΣ", "a a a"]
    let references = Array(
      [["Ein Hund, 3,5 Meter.", "x", "Ärger & Strasse - ΟΔΟΣ.", "a b a"], hypotheses]
        .prefix(referenceCount))
    var statistics = SegmentStatistics(columnCount: metric.statisticCount)
    var scorer = metric.makeScorer()
    statistics.append(
      UTF8Segments(hypotheses: lines(hypotheses), references: references.map(lines)),
      using: &scorer)
    #expect(
      statistics
        == metric.statistics(hypotheses: hypotheses, references: References(references)))
  }

  private func lines(_ texts: [String]) -> UTF8Segments.Lines {
    var (bytes, extents): ([UInt8], [Range<Int>]) = ([0x2A], [])
    for text in texts {
      extents.append(bytes.count..<bytes.count + text.utf8.count)
      bytes += Array(text.utf8) + [0x0A]
    }
    return UTF8Segments.Lines(bytes: bytes, extents: extents)
  }
}
