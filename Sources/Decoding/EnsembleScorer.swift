import Foundation

/// Several networks that decode together: the probability of a token is the mean of theirs.
package struct EnsembleScorer<Scorer: NextTokenScorer>: NextTokenScorer {
  package let sentenceCount: Int
  package let vocabularyCount: Int
  private var scorers: [Scorer]
  /// The natural logarithm of the number of networks.
  private let logCount: Float

  /// An ensemble of scorers, one at least, for the same sentences with the same vocabulary.
  package init(_ scorers: [Scorer]) {
    precondition(!scorers.isEmpty, "an ensemble of no scorers")
    sentenceCount = scorers[0].sentenceCount
    vocabularyCount = scorers[0].vocabularyCount
    for scorer in scorers {
      precondition(
        (scorer.sentenceCount, scorer.vocabularyCount) == (sentenceCount, vocabularyCount),
        "scorers of different sentences or vocabularies")
    }
    self.scorers = scorers
    logCount = Float(log(Double(scorers.count)))
  }

  package mutating func extend(_ rows: [DecoderRow], _ read: (Span<Float>) -> Void) {
    var sums = [Float](repeating: -.infinity, count: rows.count * vocabularyCount)
    for index in scorers.indices {
      scorers[index].extend(rows) { own in
        for place in sums.indices { sums[place] = logSum(sums[place], own[place] - logCount) }
      }
    }
    read(sums.span)
  }
}

/// The logarithm of the sum of two exponentials.
private func logSum(_ x: Float, _ y: Float) -> Float {
  let (larger, smaller) = x > y ? (x, y) : (y, x)
  guard larger > -.infinity else { return larger }
  return larger + log1p(exp(smaller - larger))
}
